package dev.groundhog.ctl.report;

/**
 * A time in which a unit ran.
 *
 * @param flags sum of the constants
 */
record Run(long from, long to, int flags) {
  static final int BEGAN_BEFORE = 1;
  static final int END_UNSEEN = 2;
  static final int MERGED = 4;

  Run and(Run other) {
    return new Run(
        Math.min(from, other.from), Math.max(to, other.to), flags | other.flags | MERGED);
  }
}
