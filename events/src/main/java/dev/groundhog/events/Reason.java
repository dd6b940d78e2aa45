package dev.groundhog.events;

/**
 * Why a decision was taken. Alerts carry the ones that made a revision; the others say, in traces
 * and metrics, why something was not told.
 */
public enum Reason implements WireWord {
  /** N crashes of a unit on one host within a time. */
  HOST_LOOP,
  /** Crashes of a unit family on M hosts within a time, even once each. */
  WAVE,
  /** systemd hit the start limit. */
  GAVE_UP,
  /** Several unit families of one host crash, and nowhere else. */
  MANY_UNITS,
  /** Several unit families die of one cause. */
  SHARED_CAUSE,
  /** It reached another step of hosts. */
  SPREAD,
  /** It now also dies in another way. */
  NEW_CAUSE,
  /** It became worse. */
  SEVERITY,
  /** Nothing but numbers changed: people need not be notified. */
  COUNT,
  /** It is still there. */
  REMINDER,
  /** No crash any more, and seen running. */
  RECOVERED,
  /** No crash any more, nothing else known. */
  QUIET,
  /** No crash any more, seen to stay stopped. */
  DOWN,
  /** No crash any more, and no sign of life. */
  NOT_HEARD_FROM,
  /** It came back within reopenWithin. */
  REOPENED,
  /** A loop that was over when it became known. */
  LATE,
  /** So long without a crash that the next loop is another incident. */
  CLOSED,
  /** A unit of which each start and stop is told was started. */
  STARTED,
  /** A unit of which each start and stop is told was stopped, or crashed. */
  STOPPED,
  /** A person or a script said something. */
  NOTE,

  /** Not told: the same fact arrived before. */
  DUPLICATE,
  /** Not told: the stop was asked for, or ended well. */
  PLANNED,
  /** Not told: too few crashes so far. */
  BELOW_THRESHOLD,
  /** Not told: it happened longer ago than lateness. */
  TOO_OLD,
  /** Not told: somebody silenced it. */
  SILENCED,
  /** Not told by itself: a larger incident covers it. */
  PART_OF,
  UNKNOWN;

  /** Whether a revision made for this reason should notify people, not only correct figures. */
  public boolean isNews() {
    return this != COUNT && this != CLOSED && this != UNKNOWN;
  }
}
