package dev.groundhog.producer.spool;

import java.time.Duration;

/**
 * Lets one thing a minute pass, so that nobody can fill the log by making us complain. Pure; time
 * is the host's uptime. Not thread-safe.
 */
final class Rarely {
  private static final long EVERY_MILLIS = Duration.ofMinutes(1).toMillis();

  private long nextAt;
  private long held;

  /** How many were held back since the last that passed; or -1: hold this one back, too. */
  long pass(long uptimeMillis) {
    if (uptimeMillis < nextAt) {
      held++;
      return -1;
    }
    long before = held;
    held = 0;
    nextAt = uptimeMillis + EVERY_MILLIS;
    return before;
  }
}
