/** The console and the commands beside it, on a real broker, in a real browser. */
@NullMarked
package dev.groundhog.standalone.console;

import org.jspecify.annotations.NullMarked;
