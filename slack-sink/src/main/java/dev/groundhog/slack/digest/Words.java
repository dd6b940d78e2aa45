package dev.groundhog.slack.digest;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Numbers, times and lists in English. */
final class Words {
  private static final DateTimeFormatter DAY_TIME = utc("d MMM HH:mm:ss 'UTC'");
  private static final DateTimeFormatter TIME = utc("HH:mm:ss 'UTC'");

  private Words() {}

  private static DateTimeFormatter utc(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }

  static String dayTime(Instant at) {
    return DAY_TIME.format(at);
  }

  static String time(Instant at) {
    return TIME.format(at);
  }

  /** {@code 1 crash}, {@code 1,204 crashes}. */
  static String crashes(long n) {
    return number(n) + (n == 1 ? " crash" : " crashes");
  }

  static String hosts(long n) {
    return number(n) + (n == 1 ? " host" : " hosts");
  }

  static String times(long n) {
    return n == 1 ? "once" : number(n) + " times";
  }

  static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** Two units at most, rounded down: {@code 42 s}, {@code 12 min}, {@code 3 h 5 min}. */
  static String duration(Duration duration) {
    long s = Math.max(0, duration.toSeconds());
    if (s < 120) return s + " s";
    if (s < 3600) return s / 60 + " min";
    if (s < 86_400) return s / 3600 + " h" + (s / 60 % 60 == 0 ? "" : " " + s / 60 % 60 + " min");
    return s / 86_400 + " d" + (s / 3600 % 24 == 0 ? "" : " " + s / 3600 % 24 + " h");
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  static String and(List<String> parts) {
    if (parts.size() <= 1) return String.join("", parts);
    int last = parts.size() - 1;
    return String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }
}
