/**
 * Whether what was alerted live is what the log says: {@link dev.groundhog.ctl.verify.Judge}
 * decides, incident by incident.
 *
 * <p>The live pipeline reads the partitions side by side, a replay in one total order. By that
 * alone the two can differ in
 *
 * <ul>
 *   <li>the crash that an incident is named after, and what it opened as, of several crashes within
 *       a moment;
 *   <li>when people were told, by a moment, or by as long as the pipeline was away ({@link
 *       dev.groundhog.ctl.verify.Clock});
 *   <li>which steps on the way to the same end they were told ({@link
 *       dev.groundhog.ctl.verify.News});
 *   <li>how often it was seen as over in between, where a crash came just as it was.
 * </ul>
 *
 * Such differences are explained. Crashes, hosts, severity, and how it ended must be the same
 * ({@link dev.groundhog.ctl.verify.Facts}), and each incident's revisions must follow from one
 * another ({@link dev.groundhog.ctl.verify.Chains}).
 */
@NullMarked
package dev.groundhog.ctl.verify;

import org.jspecify.annotations.NullMarked;
