/**
 * An incident as a file: what a replay of a range needs, in a form that outlives the topics'
 * retention and that nobody can cut or change unnoticed. docs/replay.md has the format.
 */
@NullMarked
package dev.groundhog.ctl.archive;

import org.jspecify.annotations.NullMarked;
