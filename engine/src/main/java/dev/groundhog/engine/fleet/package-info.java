/** The third desk: sees all incidents of the fleet. */
@NullMarked
package dev.groundhog.engine.fleet;

import org.jspecify.annotations.NullMarked;
