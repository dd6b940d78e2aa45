@NullMarked
package dev.groundhog.slack;

import org.jspecify.annotations.NullMarked;
