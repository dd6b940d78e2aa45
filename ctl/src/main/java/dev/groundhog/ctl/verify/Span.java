package dev.groundhog.ctl.verify;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What can be judged.
 *
 * @param from the log's time; steps before it are not looked at
 * @param to the log's time that both sides have reached
 * @param logBegins unit events that were appended before are deleted; null: all are kept
 * @param alertsBegin the same of alerts
 */
record Span(Instant from, Instant to, @Nullable Instant logBegins, @Nullable Instant alertsBegin) {
  /** How far the live pipeline may be behind at its end: a restart of it takes less. */
  static final Duration BEHIND = Duration.ofSeconds(60);

  boolean isAtItsEnd(Instant at) {
    return !at.isBefore(to.minus(BEHIND));
  }

  /**
   * How rarely figures of an open incident are edited: that of the built-in rules. Until then what
   * people see may be older on the one side than on the other.
   */
  static final Duration RAREST = Duration.ofMinutes(15);

  /** Whether the log may go on with records that the live pipeline has read and we have not. */
  boolean isAtItsVeryEnd(Instant at) {
    return !at.isBefore(to.minus(Clock.MOMENT));
  }

  /** Whether figures of that time may not be told yet. */
  boolean mayNotBeTold(Instant at) {
    return !at.isBefore(to.minus(BEHIND).minus(RAREST));
  }

  boolean isAtItsBegin(Instant at) {
    return !at.isAfter(from.plus(Clock.MOMENT));
  }

  boolean isKeptSince(Instant firstCrash) {
    return logBegins == null || !firstCrash.isBefore(logBegins);
  }

  boolean areAlertsKeptSince(Instant at) {
    return alertsBegin == null || !at.isBefore(alertsBegin);
  }
}
