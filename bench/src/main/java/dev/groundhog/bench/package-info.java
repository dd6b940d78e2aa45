/** Measurements against limits in the same run; never part of the tests. */
@NullMarked
package dev.groundhog.bench;

import org.jspecify.annotations.NullMarked;
