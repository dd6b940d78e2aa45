package dev.groundhog.ctl.control;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.terminal.Plain;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.Silence;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Silences in words. Pure; whoever may write to the topic may have written anything. */
final class Wording {
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
    String from =
        silence.from().isAfter(now) ? " from " + Plain.time(silence.from(), zone) : " from now";
    Instant begin = silence.from().isAfter(now) ? silence.from() : now;
    return Plain.clean(event.id())
        + " holds back incidents of "
        + covered(silence)
        + from
        + " until "
        + Plain.time(silence.until(), zone)
        + Plain.zoneOf(zone)
        + " ("
        + Plain.lasting(Duration.between(begin, silence.until()))
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
    return Plain.clean(String.join(", ", parts));
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
}
