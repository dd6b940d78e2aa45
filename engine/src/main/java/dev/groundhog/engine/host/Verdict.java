package dev.groundhog.engine.host;

/** What the host desk made of one unit event. */
public enum Verdict {
  /** A stop that was not asked for and did not end well. */
  CRASH,
  /** A clean exit that systemd restarts again and again. */
  CLEAN_EXIT_LOOP,
  /** The stop was asked for. */
  PLANNED,
  /** It ended well by itself, or nothing says that it did not. */
  ENDED_WELL,
  /** The same fact arrived before. */
  DUPLICATE,
  /** A crash, giving up or a note longer ago than lateness: on record, not told. */
  TOO_OLD,
  STARTED,
  GAVE_UP,
  /** A sign of life, a note, a shed report. */
  NOTED,
  /** A type of event this version does not know. */
  UNKNOWN;

  /** Whether it counts as a crash. */
  public boolean isCrash() {
    return this == CRASH || this == CLEAN_EXIT_LOOP;
  }
}
