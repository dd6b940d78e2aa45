/** A real browser for tests, here and in modules that use this one's test-jar. */
@NullMarked
package dev.groundhog.ctl.browser;

import org.jspecify.annotations.NullMarked;
