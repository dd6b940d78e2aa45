package dev.groundhog.ctl.control;

import dev.groundhog.ctl.moment.Moment;
import dev.groundhog.runtime.settings.InvalidSettingException;
import dev.groundhog.runtime.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * When a silence holds, to the millisecond.
 *
 * @param until after {@code from}
 */
public record Span(Instant from, Instant until) {
  /** The control topic forgets after so long, and a silence of which nobody knows holds nothing. */
  public static final Duration LONGEST = Duration.ofDays(180);

  private static final String OTHERWISE = "Nothing was written.";

  /**
   * @param from a time, or null: now
   * @param length {@code 2h}, or null if {@code until} is given
   * @param until a time, or null if {@code length} is given
   */
  static Span of(
      @Nullable String from,
      @Nullable String length,
      @Nullable String until,
      ZoneId zone,
      Instant now) {
    if ((length == null) == (until == null)) {
      throw wrong("--for or --until", "one of the two", length == null ? "none" : "both");
    }
    Instant begin = from == null ? now : Moment.parse("--from", from, zone, OTHERWISE);
    Instant end =
        length == null
            ? Moment.parse("--until", String.valueOf(until), zone, OTHERWISE)
            : begin.plus(parse(length));
    String option = length == null ? "--until" : "--for";
    if (!end.isAfter(begin)) throw wrong(option, "an end after " + begin, end.toString());
    if (!end.isAfter(now)) throw wrong(option, "an end after now, " + now, end.toString());
    if (end.isAfter(now.plus(LONGEST))) {
      throw wrong(
          option, "an end within %d days from now".formatted(LONGEST.toDays()), end.toString());
    }
    return new Span(begin.truncatedTo(ChronoUnit.MILLIS), end.truncatedTo(ChronoUnit.MILLIS));
  }

  private static Duration parse(String length) {
    return Settings.parseDuration(length)
        .orElseThrow(() -> wrong("--for", "a time such as 30m, 2h or 1d", '"' + length + '"'));
  }

  private static InvalidSettingException wrong(String name, String expected, String found) {
    return new InvalidSettingException(name, expected, found, OTHERWISE);
  }
}
