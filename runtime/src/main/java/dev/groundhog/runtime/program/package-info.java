/** Starting, stopping, exit codes. */
@NullMarked
package dev.groundhog.runtime.program;

import org.jspecify.annotations.NullMarked;
