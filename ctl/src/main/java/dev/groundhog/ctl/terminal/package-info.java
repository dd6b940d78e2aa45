/** What a person sees in a terminal: which form, which zone, and no text that it would obey. */
@NullMarked
package dev.groundhog.ctl.terminal;

import org.jspecify.annotations.NullMarked;
