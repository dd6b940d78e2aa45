/** {@code groundhogctl cause}: what a crash looks like, and why. */
@NullMarked
package dev.groundhog.ctl.cause;

import org.jspecify.annotations.NullMarked;
