/**
 * Judging events that a person wrote down: a file's lines become records of a log, the pipeline's
 * ticks are made up between them, and what is told becomes a few lines of text. For {@code
 * groundhogctl rules test} and for the stories of docs/correlation.md, which are the same thing.
 */
@NullMarked
package dev.groundhog.engine.rehearsal;

import org.jspecify.annotations.NullMarked;
