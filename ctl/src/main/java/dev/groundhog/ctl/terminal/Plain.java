package dev.groundhog.ctl.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times, lengths of time and other people's text, as plain words. Pure. */
public final class Plain {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private Plain() {}

  /** On one line, and nothing that a terminal would obey: who may write may have written that. */
  public static String clean(@Nullable String text) {
    return text == null ? "" : text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
  }

  /** {@code 2026-11-22 14:20:05}. */
  public static String time(Instant time, ZoneId zone) {
    return TIME.format(time.atZone(zone));
  }

  /** What is put after a time, so that nobody takes it for another zone's: {@code " UTC"}. */
  public static String zoneOf(ZoneId zone) {
    return " " + (zone.equals(ZoneOffset.UTC) ? "UTC" : zone);
  }

  /** {@code 1d 2h}, {@code 4m 20s}: the two largest units; nothing below a second. */
  public static String lasting(Duration time) {
    List<String> parts = new ArrayList<>();
    add(parts, time.toDays(), "d");
    add(parts, time.toHoursPart(), "h");
    add(parts, time.toMinutesPart(), "m");
    add(parts, time.toSecondsPart(), "s");
    if (parts.isEmpty()) return "0s";
    return String.join(" ", parts.subList(0, Math.min(2, parts.size())));
  }

  private static void add(List<String> parts, long n, String unit) {
    if (n > 0) parts.add(n + unit);
  }
}
