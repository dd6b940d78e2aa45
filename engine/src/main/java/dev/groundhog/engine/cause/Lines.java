package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The tail's lines as they are read: without colours and prefixes, structured ones unpacked. */
final class Lines {
  /** Longer lines are data, not messages; it also bounds what patterns have to read. */
  static final int MAX_LINE = 500;

  /** A structured log line holds a stack; reading it is linear. */
  static final int MAX_STRUCTURED = 8_000;

  /** A hostile line could unpack into thousands. */
  private static final int MAX_LINES = 400;

  private static final Pattern COLOURS = Pattern.compile("\\u001b\\[[0-9;]*[A-Za-z]|\\r");

  private Lines() {}

  static List<Line> read(List<String> tail) {
    List<Line> lines = new ArrayList<>(tail.size() + 8);
    for (int i = 0; i < tail.size() && lines.size() < MAX_LINES; i++) add(i, tail.get(i), lines);
    return lines;
  }

  private static void add(int at, String raw, List<Line> lines) {
    String text = cut(raw, MAX_STRUCTURED);
    if (text.indexOf('\u001b') >= 0 || text.indexOf('\r') >= 0) {
      text = COLOURS.matcher(text).replaceAll("");
    }
    // journald and syslog daemons that keep a record in one line write line ends as #012.
    if (text.contains("#012")) {
      for (String part : text.split("#012", 50)) add(at, part, lines);
      return;
    }
    Line peeled = Prefix.peel(at, cut(text, MAX_LINE));
    Fields fields = Fields.of(peeled.text(), text);
    if (fields == null) {
      lines.add(peeled);
      return;
    }
    for (String line : fields.lines()) {
      if (lines.size() >= MAX_LINES) return;
      lines.add(new Line(at, cut(line, MAX_LINE), fields.level(), true, null));
    }
  }

  private static String cut(String line, int length) {
    return line.length() > length ? line.substring(0, length) : line;
  }
}
