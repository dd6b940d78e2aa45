/** What the first desk tells the second. */
@NullMarked
package dev.groundhog.engine.signal;

import org.jspecify.annotations.NullMarked;
