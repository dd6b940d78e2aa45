/** {@code groundhogctl silence}, {@code mark} and {@code ack}: what people say to the pipeline. */
@NullMarked
package dev.groundhog.ctl.control;

import org.jspecify.annotations.NullMarked;
