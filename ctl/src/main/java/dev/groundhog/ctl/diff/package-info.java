/** What other rules would have told of the same log: {@link dev.groundhog.ctl.diff.Change}. */
@NullMarked
package dev.groundhog.ctl.diff;

import org.jspecify.annotations.NullMarked;
