package dev.groundhog.slack.daily;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A time of each day: {@code 09:00 Europe/Berlin}. Where clocks skip it, the day's time is as much
 * later; where they show it twice, the first counts.
 */
public record DailyTime(LocalTime time, ZoneId zone) {

  /**
   * @param text without a zone: UTC
   * @return empty: the text is none
   */
  public static Optional<DailyTime> parse(String text) {
    String[] parts = text.strip().split("\\s+", -1);
    if (parts.length > 2 || !parts[0].matches("\\d\\d:\\d\\d")) return Optional.empty();
    try {
      ZoneId zone = ZoneId.of(parts.length == 1 ? "UTC" : parts[1]);
      return Optional.of(new DailyTime(LocalTime.parse(parts[0]), zone));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The newest that is not after a moment. */
  Instant latest(Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    Instant its = on(today);
    return its.isAfter(now) ? on(today.minusDays(1)) : its;
  }

  private Instant on(LocalDate day) {
    return day.atTime(time).atZone(zone).toInstant();
  }
}
