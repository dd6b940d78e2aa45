package dev.groundhog.engine.host;

import dev.groundhog.engine.signal.NoteFamily;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Severity;
import dev.groundhog.events.Tail;
import dev.groundhog.events.UnitEvent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what anybody may have written, within bounds: the end of a text is what matters. Pure. */
final class NoteText {
  /** Characters; longer lines are data, and their beginning says what they are. */
  static final int MAX_LINE = 1000;

  private NoteText() {}

  static Signal.Note read(UnitEvent event, String id, Instant when, Instant now) {
    String title = title(event.title());
    List<String> lines = event.text() == null ? List.of() : lines(event.text());
    List<String> last = last(lines);
    return new Signal.Note(
        NoteFamily.of(event.unit(), title),
        event.unit(),
        event.host(),
        now,
        id,
        when,
        severity(event.level()),
        title,
        last,
        lines.size() - last.size(),
        Bounds.labels(event.labels()),
        0);
  }

  /** The words of groundhog-tee, and what people who know syslog write instead. */
  static Severity severity(@Nullable String level) {
    if (level == null || level.length() > 10) return Severity.INFO;
    return switch (level.strip().toLowerCase(Locale.ROOT)) {
      case "critical", "crit", "alert", "emerg", "emergency", "fatal" -> Severity.CRITICAL;
      case "warning", "warn", "error", "err" -> Severity.WARNING;
      default -> Severity.INFO;
    };
  }

  private static @Nullable String title(@Nullable String raw) {
    if (raw == null || raw.isBlank()) return null;
    return Bounds.plain(cut(raw.strip(), Alert.MAX_TITLE));
  }

  /** Without blank lines before and after all others. */
  private static List<String> lines(String text) {
    List<String> lines = text.lines().toList();
    int from = 0;
    int to = lines.size();
    while (from < to && lines.get(from).isBlank()) from++;
    while (from < to && lines.get(to - 1).isBlank()) to--;
    return lines.subList(from, to);
  }

  private static List<String> last(List<String> lines) {
    List<String> newest = lines.subList(Math.max(0, lines.size() - Tail.MAX_LINES), lines.size());
    List<String> cut = newest.stream().map(line -> cut(line, MAX_LINE)).toList();
    return Bounds.tail(Tail.of("none", cut)).lines();
  }

  /** Never half a character. */
  private static String cut(String text, int max) {
    if (text.length() <= max) return text;
    int end = Character.isHighSurrogate(text.charAt(max - 2)) ? max - 2 : max - 1;
    return text.substring(0, end) + "…";
  }
}
