package dev.groundhog.engine.signal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often the signs of life of a unit that crashed are told. Each minute's in the first quarter
 * of an hour; then the longer ago it crashed the seldomer, so that a fleet in which much has
 * crashed during a day is not a fleet of which all is told each minute. The newest that was told is
 * never older than a sixteenth of the time since the crash, and the agent's minute.
 */
public final class Pace {
  /** Of the seconds since the crash so many leading bits count: the four behind the first. */
  private static final int BITS = 5;

  private static final int SHARE = 1 << (BITS - 1);

  private Pace() {}

  /**
   * Whether a sign of life is to be told.
   *
   * @param crashed when the unit last crashed
   * @param before the sign of life before it; null: there was none
   * @param now when it is heard
   */
  public static boolean isDue(Instant crashed, @Nullable Instant before, Instant now) {
    return before == null || step(crashed, before) != step(crashed, now);
  }

  /** How much later than each minute the next may be told, after one that was told at this time. */
  public static Duration mayWait(Instant crashed, Instant told) {
    Duration age = Duration.between(crashed, told);
    return age.isNegative() ? Duration.ZERO : age.dividedBy(SHARE);
  }

  private static long step(Instant crashed, Instant at) {
    long age = Duration.between(crashed, at).toSeconds();
    if (age < 1 << BITS) return age;
    int shift = Long.SIZE - Long.numberOfLeadingZeros(age) - BITS;
    return ((long) shift << BITS) + (age >> shift);
  }
}
