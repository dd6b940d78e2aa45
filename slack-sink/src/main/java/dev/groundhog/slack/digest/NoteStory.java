package dev.groundhog.slack.digest;

import dev.groundhog.events.Alert;
import dev.groundhog.events.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a person or a script said: "Nightly backup on web-1: 3 files failed", the level in a word,
 * and the last lines. Pure.
 */
final class NoteStory {
  private static final int MAX_TITLE = 60;
  private static final int MAX_LINE = 200;

  private NoteStory() {}

  static Tone tone(Alert alert) {
    if (alert.severity() == Severity.CRITICAL) return Tone.SAID_CRITICAL;
    return alert.severity() == Severity.INFO ? Tone.SAID : Tone.SAID_WARNING;
  }

  static Story tell(Alert alert, Alert.Note note, Extent extent) {
    String last = note.lines().isEmpty() ? "" : line(note.lines().get(note.lines().size() - 1));
    return new Story(
        tone(alert),
        headline(alert, note, last, extent),
        List.of(about(alert, note, extent)),
        isSaid(note, last) || extent.logLines() == 0 ? List.of() : List.of(look(note, extent)),
        "",
        List.of(),
        List.of(),
        List.of(),
        new Story.HostsLeft(0, 0),
        Storyteller.footer(alert),
        "");
  }

  /** Whether the headline has all of the text. */
  private static boolean isSaid(Alert.Note note, String last) {
    int room = BlockKit.MAX_HEADER - MAX_TITLE - 60;
    return note.omitted() == 0 && note.lines().size() <= 1 && last.length() <= room;
  }

  private static String headline(Alert alert, Alert.Note note, String last, Extent extent) {
    String where = alert.hosts().isEmpty() ? "" : " on " + Storyteller.firstHost(alert, extent);
    return subject(note, extent) + where + (last.isEmpty() ? "" : ": " + last);
  }

  private static String subject(Alert.Note note, Extent extent) {
    if (note.title() != null) return Clean.name(note.title(), Math.min(MAX_TITLE, extent.name()));
    return note.unit() == null ? "Note" : Clean.name(note.unit(), extent.name());
  }

  private static List<Span> about(Alert alert, Alert.Note note, Extent extent) {
    String word = tone(alert).word;
    List<Span> line = new ArrayList<>();
    line.add(Span.bold(word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT)));
    line.add(Span.plain(" at "));
    line.add(Span.dayTime(alert.lastCrashAt()));
    if (note.unit() != null && note.title() != null) {
      line.add(Span.plain(", about "));
      line.add(Span.bold(Clean.name(note.unit(), extent.name())));
    }
    if (note.others() > 0) {
      line.add(Span.plain(", and "));
      String more = note.others() == 1 ? " more note" : " more notes";
      line.add(Span.bold(Words.number(note.others()) + more));
      line.add(Span.plain(" just before it"));
    }
    return line;
  }

  /** The end of a text is what matters, so what does not fit is cut off before it. */
  private static Story.Look look(Alert.Note note, Extent extent) {
    List<String> lines = note.lines().stream().map(NoteStory::line).toList();
    int from = lines.size();
    int room = extent.logChars();
    while (from > 0 && lines.size() - from < extent.logLines()) {
      room -= lines.get(from - 1).length() + 1;
      if (room < 0) break;
      from--;
    }
    int before = (int) Math.min(Integer.MAX_VALUE, from + note.omitted());
    return new Story.Look("", "", null, null, before, lines.subList(from, lines.size()), 0);
  }

  private static String line(String raw) {
    return Clean.line(raw, MAX_LINE).stripTrailing();
  }
}
