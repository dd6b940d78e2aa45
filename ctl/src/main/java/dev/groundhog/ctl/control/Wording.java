package dev.groundhog.ctl.control;

import static java.util.Objects.requireNonNull;

import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.Silence;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Silences in words. Pure; whoever may write to the topic may have written anything. */
final class Wording {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private Wording() {}

  /** How a silence stands: {@code active}, {@code later} or {@code ended}. */
  static String state(Silence silence, Instant now) {
    if (silence.isActive(now)) return "active";
    boolean toCome = now.isBefore(silence.from()) && silence.from().isBefore(silence.until());
    return toCome ? "later" : "ended";
  }

  /** {@code s-1a2b holds back …, as long as nothing else crashes in them.} */
  static String sentence(ControlEvent event, Instant now, ZoneId zone) {
    Silence silence = requireNonNull(event.silence());
    String from = silence.from().isAfter(now) ? " from " + time(silence.from(), zone) : " from now";
    Instant begin = silence.from().isAfter(now) ? silence.from() : now;
    return clean(event.id())
        + " holds back incidents of "
        + covered(silence)
        + from
        + " until "
        + time(silence.until(), zone)
        + zoneOf(zone)
        + " ("
        + lasting(Duration.between(begin, silence.until()))
        + "), as long as nothing else crashes in them.";
  }

  /** {@code unit chat.service, host web-*, label env=prod, scope unit}: what it names. */
  static String covered(Silence silence) {
    List<String> parts = new ArrayList<>();
    if (silence.unit() != null) parts.add("unit " + silence.unit());
    if (silence.host() != null) parts.add("host " + silence.host());
    silence.labels().forEach((name, value) -> parts.add("label " + name + '=' + value));
    if (silence.scope() != null) {
      parts.add("scope " + silence.scope().name().toLowerCase(Locale.ROOT));
    }
    return clean(String.join(", ", parts));
  }

  /**
   * An incident is one of all instances together, so a pattern for some of them covers no incident;
   * null for any other.
   */
  static @Nullable String hint(@Nullable String unit) {
    int at = unit == null ? -1 : unit.indexOf('@');
    if (unit == null || at < 0 || at + 1 == unit.length()) return null;
    char next = unit.charAt(at + 1);
    if (next == '*' || next == '.') return null;
    return "An incident is one of all instances together: "
        + unit
        + " covers only single starts and stops. For incidents: --unit "
        + unit.substring(0, at + 1);
  }

  /** {@code 2026-11-22 14:20:05}. */
  static String time(Instant time, ZoneId zone) {
    return TIME.format(time.atZone(zone));
  }

  /** What is put after a time, so that nobody takes it for another zone's. */
  static String zoneOf(ZoneId zone) {
    return " " + (zone.equals(ZoneOffset.UTC) ? "UTC" : zone);
  }

  /** {@code 1d 2h}, {@code 4m 20s}: the two largest units; nothing below a second. */
  static String lasting(Duration time) {
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

  /** On one line, and nothing that a terminal would obey. */
  static String clean(@Nullable String text) {
    return text == null ? "" : text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
  }
}
