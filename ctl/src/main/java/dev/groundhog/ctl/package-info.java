/** {@code groundhogctl}: what people type. */
@NullMarked
package dev.groundhog.ctl;

import org.jspecify.annotations.NullMarked;
