/**
 * The read model: the topics' records in, incidents as people know them out. Pure and bounded; any
 * number of programs can build one, for nothing is kept elsewhere.
 */
@NullMarked
package dev.groundhog.ctl.incidents;

import org.jspecify.annotations.NullMarked;
