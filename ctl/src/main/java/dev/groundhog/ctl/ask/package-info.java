/**
 * {@code groundhogctl incidents}, {@code incident} and {@code events}: what happened, and what is.
 */
@NullMarked
package dev.groundhog.ctl.ask;

import org.jspecify.annotations.NullMarked;
