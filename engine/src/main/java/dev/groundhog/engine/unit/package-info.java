/**
 * The second desk: the crashes of one unit family on all hosts become incidents.
 *
 * <pre>
 *            host-loop, wave, gave-up            no crash for resolveAfter
 *   (recents) ----------------------&gt; open ----------------------------------&gt; recovered | quiet |
 *        |                             ^                                        down | not-heard-from
 *        |                             |  reopened: a crash within the gap         |          |
 *        |                             +-------------------------------------------+          |
 *        |  late: over when it became known                                                   |
 *        +----------------------------------------------------------------------------------&gt; |
 *                                                         no crash for the whole gap: closed &lt;--+
 * </pre>
 *
 * <p>Why a revision is made: {@code host-loop}, {@code wave}, {@code gave-up}, {@code late} open
 * it; {@code spread}, {@code new-cause}, {@code severity}, {@code reopened}, {@code reminder} are
 * news of an open one; {@code count} corrects figures quietly; {@code recovered}, {@code quiet},
 * {@code down}, {@code not-heard-from} end it, and {@code closed} says that the next loop will be
 * another.
 */
@NullMarked
package dev.groundhog.engine.unit;

import org.jspecify.annotations.NullMarked;
