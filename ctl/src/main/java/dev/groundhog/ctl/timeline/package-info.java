/** What was judged and decided, printed as it comes: for people, or as JSON Lines. */
@NullMarked
package dev.groundhog.ctl.timeline;

import org.jspecify.annotations.NullMarked;
