/** Incidents out of the log into a file, and from a file into topics of their own. */
@NullMarked
package dev.groundhog.ctl.transfer;

import org.jspecify.annotations.NullMarked;
