/** Times as people type them. */
@NullMarked
package dev.groundhog.ctl.moment;

import org.jspecify.annotations.NullMarked;
