/** Settings from a file and the environment, and clear words when one is wrong. */
@NullMarked
package dev.groundhog.runtime.settings;

import org.jspecify.annotations.NullMarked;
