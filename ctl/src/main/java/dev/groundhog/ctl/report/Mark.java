package dev.groundhog.ctl.report;

/**
 * Something on a lane, or several of them that are alike.
 *
 * @param at when; of several the first
 * @param kind one of the constants
 * @param cause place in the list of causes in the order of their appearance; -1: none
 * @param exit place in the list of exits; -1: none
 * @param n how many
 */
record Mark(long at, int kind, int cause, int exit, long n) {
  static final int CRASH = 0;
  static final int PLANNED = 1;
  static final int ENDED_WELL = 2;
  static final int GAVE_UP = 3;

  /** Whether the other one can be told together with this if it is near. */
  boolean isLike(Mark other) {
    return kind == other.kind && cause == other.cause && exit == other.exit;
  }

  Mark and(Mark other) {
    return new Mark(Math.min(at, other.at), kind, cause, exit, n + other.n);
  }
}
