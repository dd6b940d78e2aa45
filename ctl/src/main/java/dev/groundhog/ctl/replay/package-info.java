/**
 * The incident again: the same log through the same engine, in one total order. Reads with plain
 * consumers, writes nothing to the broker, posts nothing.
 */
@NullMarked
package dev.groundhog.ctl.replay;

import org.jspecify.annotations.NullMarked;
