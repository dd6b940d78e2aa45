package dev.groundhog.slack.digest;

import dev.groundhog.events.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Chooses the lines of a crash's log that are worth the room. */
final class Looks {
  /** Longer lines are minified code or data; their beginning says what they are. */
  private static final int MAX_LINE = 200;

  private Looks() {}

  /**
   * @param share 1: all the room; 2: half of it
   */
  static Story.Look of(Alert.Cause cause, int share, Extent extent) {
    String title = Storyteller.title(cause);
    String counts = Words.crashes(cause.crashes()) + " on " + Words.hosts(cause.hosts());
    Alert.Sample sample = cause.sample();
    if (sample == null || sample.lines().isEmpty() || extent.logLines() == 0) {
      return new Story.Look(title, counts, null, null, 0, List.of(), 0);
    }
    List<String> lines = sample.lines().stream().map(Looks::logLine).toList();
    int from = start(lines, title, extent.logLines() / share);
    int to = end(lines, from, extent.logLines() / share, extent.logChars() / share);
    return new Story.Look(
        title,
        counts,
        Clean.name(sample.host(), extent.name()),
        sample.at(),
        from,
        lines.subList(from, to),
        lines.size() - to);
  }

  private static String logLine(String raw) {
    return Clean.line(raw, MAX_LINE).stripTrailing();
  }

  /**
   * The end of a log has the cause, unless the decisive line stands so far up that its own stack
   * trace pushes it out: then from that line on.
   */
  private static int start(List<String> lines, String title, int room) {
    int tail = Math.max(0, lines.size() - room);
    String key = beginning(title);
    if (key.length() < 4) return tail;
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).toLowerCase(Locale.ROOT).contains(key)) return Math.min(i, tail);
    }
    return tail;
  }

  /** The title up to the first place that was masked. */
  private static String beginning(String title) {
    StringBuilder key = new StringBuilder();
    for (char c : title.toLowerCase(Locale.ROOT).toCharArray()) {
      if (c == '#' || c == '<' || c == '[' || c == '…' || key.length() == 40) break;
      key.append(c);
    }
    return key.toString().strip();
  }

  private static int end(List<String> lines, int from, int room, int chars) {
    int left = chars;
    int to = from;
    while (to < lines.size() && to - from < room && left >= lines.get(to).length() + 1) {
      left -= lines.get(to).length() + 1;
      to++;
    }
    return to;
  }

  /** The lines as one text, with what is missing before and after said. */
  static String block(Story.Look look) {
    List<String> all = new ArrayList<>();
    if (look.before() > 0) all.add(left(look.before(), "earlier"));
    all.addAll(look.log());
    if (look.after() > 0) all.add(left(look.after(), "more"));
    return String.join("\n", all);
  }

  private static String left(int lines, String which) {
    return "… " + lines + " " + which + (lines == 1 ? " line" : " lines");
  }
}
