package dev.groundhog.ctl.timeline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * What a clock on the wall showed. Remembers the second it was last asked about, since a log has
 * many events in one and comes in order; not thread-safe.
 */
final class WallClock {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.", Locale.ROOT);

  private final ZoneId zone;
  private long second = Long.MIN_VALUE;
  private LocalDate date = LocalDate.EPOCH;
  private String time = "";

  WallClock(ZoneId zone) {
    this.zone = zone;
  }

  LocalDate date(Instant at) {
    turnTo(at);
    return date;
  }

  /** {@code 11:22:41.581}. */
  String time(Instant at) {
    turnTo(at);
    int millis = at.get(ChronoField.MILLI_OF_SECOND);
    return time + (char) ('0' + millis / 100) + (char) ('0' + millis / 10 % 10) + millis % 10;
  }

  private void turnTo(Instant at) {
    // No zone is off by parts of a second.
    if (at.getEpochSecond() == second) return;
    ZonedDateTime local = at.atZone(zone);
    second = at.getEpochSecond();
    date = local.toLocalDate();
    time = TIME.format(local);
  }
}
