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
 * <p>Why a revision is made:
 *
 * <ul>
 *   <li>{@code host-loop}, {@code wave}, {@code gave-up} open it; {@code late}: it was over when it
 *       became known.
 *   <li>{@code spread}, {@code new-cause}, {@code severity}, {@code reopened}, {@code reminder} are
 *       news of an open one, one of them each notifyEvery; a rise in severity does not wait.
 *   <li>{@code recovered}, {@code quiet}, {@code down}, {@code not-heard-from} end it, as far as
 *       its hosts are known to stand.
 *   <li>{@code count} edits quietly: figures, ever more rarely; that a host's unit was stopped by
 *       hand; that it is over or is back where that is no news, at once.
 *   <li>{@code closed} says, to nobody, that the next loop will be another.
 * </ul>
 *
 * <p>Why a crash is in none: {@code below-threshold} so far; it waits, and counts in what it turns
 * out to hang together with. What is {@code duplicate}, {@code planned} or {@code too-old} the host
 * desk has kept back.
 *
 * <p>Flapping: the third return is told as such ({@code reopened} counts them). From then on ends
 * and returns only edit, and the end is told when the incident is closed: then it has lasted.
 *
 * <p>What holds in whatever order reports come, and however late: see {@code Membership}. Weaker in
 * three narrow cases. Of crashes that reach no threshold, the newest 100 of a unit on one host are
 * kept, and each for the gap and the lateness after it was reported: what is older does not count
 * in what opens later. Which share of the known hosts is a wave is judged by the hosts known when a
 * crash is read. And one problem is told by two incidents where both its ends were told before what
 * lies between them became known, or where it went on after it was closed.
 */
@NullMarked
package dev.groundhog.engine.unit;

import org.jspecify.annotations.NullMarked;
