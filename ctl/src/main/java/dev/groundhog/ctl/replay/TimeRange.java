package dev.groundhog.ctl.replay;

import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.moment.Moment;
import dev.groundhog.runtime.settings.InvalidSettingException;
import dev.groundhog.runtime.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What is to be replayed, by append time; both ends belong to it.
 *
 * @param from not after {@code to}
 * @param to {@link Source#LATEST} for all there is
 */
public record TimeRange(Instant from, Instant to) {
  /**
   * @param from a time with a zone, or a local one; or null if {@code last} is given
   * @param to the same, or null: all there is, for the broker's clock may be ahead of ours
   * @param last how long before {@code to} it begins, or before {@code now} where there is none; or
   *     null if {@code from} is given
   * @param zone of local times
   * @param consequence what happens if they are wrong, a sentence
   */
  static TimeRange of(
      @Nullable String from,
      @Nullable String to,
      @Nullable String last,
      ZoneId zone,
      Instant now,
      String consequence) {
    if ((from == null) == (last == null)) {
      String found = from == null ? "none" : "both";
      throw wrong("--from or --last", "one of the two", found, consequence);
    }
    Instant end = to == null ? now : Moment.parse("--to", to, zone, consequence);
    Instant begin;
    if (last != null) {
      Duration length = Settings.parseDuration(last).orElse(null);
      if (length == null) {
        throw wrong("--last", "a time such as 90s, 15m, 2h or 1d", last, consequence);
      }
      begin = end.minus(length);
    } else {
      begin = Moment.parse("--from", String.valueOf(from), zone, consequence);
    }
    if (begin.isAfter(end)) {
      throw wrong("--from", "a time before " + end, begin.toString(), consequence);
    }
    return new TimeRange(begin, to == null ? Source.LATEST : end);
  }

  /**
   * Its part until then.
   *
   * @param time as of {@link #of}
   */
  TimeRange until(String time, ZoneId zone, String consequence) {
    Instant end = Moment.parse("--to", time, zone, consequence);
    if (end.isBefore(from)) throw wrong("--to", "a time after " + from, time, consequence);
    return new TimeRange(from, end.isBefore(to) ? end : to);
  }

  private static InvalidSettingException wrong(
      String name, String expected, String found, String consequence) {
    return new InvalidSettingException(name, expected, '"' + found + '"', consequence);
  }
}
