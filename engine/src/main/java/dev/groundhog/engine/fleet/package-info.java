/**
 * The third desk: what several units suffer together is one larger incident.
 *
 * <p>A unit incident ({@link dev.groundhog.engine.fleet.Member}) that is open stands on up to two
 * axes: the cause that most of its crashes have, and its host if it crashes on one only. Enough
 * unit families on one axis open a larger incident, and each then is part of it:
 *
 * <pre>
 *   unit incidents        enough on one axis: shared-cause, many-units
 *   stand by themselves ------------------------------------------------> open
 *        ^                                                               ^    |
 *        | it spreads to another host, has another cause now:            |    | none crashes, or
 *        | that one leaves                                               |    | one outlasts the rest
 *        +------------------------------------------                     |    v
 *        | the larger one ended, and this one still crashes    reopened: |  recovered | quiet |
 *        +------------------------------------------ enough crash again  +- down | not-heard-from
 *                                                                             |
 *                                              all members are closed: closed v
 * </pre>
 *
 * <p>Precedence is cause, unit, host: a cause takes members from a host, and what crashes on
 * several hosts is no host's problem. While a member is part of a larger incident that is told in
 * the same channel, its revisions go out as corrections that notify nobody; what it has to tell is
 * kept and told when it stands by itself again. Nothing that was told is taken back: its message is
 * edited to say what it is part of.
 *
 * <p>The desk has no clock. It looks at a larger incident when one of its members has a new
 * revision, in that revision's time; members have one at least each quarter of an hour while their
 * figures change, and when they end.
 */
@NullMarked
package dev.groundhog.engine.fleet;

import org.jspecify.annotations.NullMarked;
