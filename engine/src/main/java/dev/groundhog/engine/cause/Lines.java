package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The tail's lines as they are read: without colours and prefixes, structured ones unpacked. */
final class Lines {
  /** Longer lines are data, not messages; it also bounds what patterns have to read. */
  static final int MAX_LINE = 500;

  /** A structured log line holds a stack; reading it is linear. */
  static final int MAX_STRUCTURED = 16_000;

  /** A hostile line could unpack into thousands. */
  private static final int MAX_LINES = 400;

  private static final Pattern COLOURS = Pattern.compile("\\u001b\\[[0-9;]*[A-Za-z]|\\r");

  private final boolean collected;
  private final List<Line> lines = new ArrayList<>();

  private Lines(boolean collected) {
    this.collected = collected;
  }

  static List<Line> read(List<String> tail) {
    List<Line> lines = new Lines(false).all(tail);
    boolean collected = lines.stream().anyMatch(Lines::isStampedTrace);
    return collected ? new Lines(true).all(tail) : lines;
  }

  /** No run time stamps its traces: what collected the lines did. */
  private static boolean isStampedTrace(Line line) {
    if (!line.stamped() || line.level() != null || line.structured()) return false;
    String text = line.trimmed();
    return text.startsWith("at ")
        || text.startsWith("File \"")
        || text.startsWith("goroutine ")
        || text.startsWith("Traceback (most")
        || text.startsWith("stack backtrace:")
        || text.startsWith("panic: ")
        || text.startsWith("Stack trace")
        || text.startsWith("A fatal error has been detected")
        || text.startsWith("thread '");
  }

  private List<Line> all(List<String> tail) {
    for (int i = 0; i < tail.size() && lines.size() < MAX_LINES; i++) add(i, tail.get(i), 0);
    return lines;
  }

  private void add(int at, String raw, int depth) {
    String text = cut(raw, MAX_STRUCTURED);
    if (text.indexOf('\u001b') >= 0 || text.indexOf('\r') >= 0) {
      text = COLOURS.matcher(text).replaceAll("");
    }
    // journald and syslog daemons that keep a record in one line write line ends as #012.
    if (depth == 0 && text.contains("#012")) {
      for (String part : text.split("#012", 50)) add(at, part, 1);
      return;
    }
    Line peeled = Prefix.peel(at, cut(text, MAX_LINE), collected);
    Fields fields = Fields.of(peeled.text(), text);
    if (fields == null) {
      if (OneLine.isStack(text)) inOneLine(at, text);
      else lines.add(continued(peeled));
      return;
    }
    for (String line : fields.lines()) {
      if (lines.size() >= MAX_LINES) return;
      if (fields.wrapped() && depth < 2) add(at, line, depth + 1);
      else lines.add(structured(at, cut(line, MAX_LINE), fields.level()));
    }
  }

  private void inOneLine(int at, String text) {
    List<String> parts = OneLine.lines(text);
    lines.add(continued(Prefix.peel(at, cut(parts.get(0), MAX_LINE), collected)));
    for (String step : parts.subList(1, parts.size())) {
      if (lines.size() >= MAX_LINES) return;
      lines.add(new Line(at, cut(step, MAX_LINE), null, false, null));
    }
  }

  private static Line structured(int at, String text, @Nullable Level level) {
    return new Line(at, text, text.strip(), level, true, null, true);
  }

  /** .NET's console logger: {@code crit: Chat.Lock[0]}, the message indented in the next line. */
  private Line continued(Line line) {
    Line before = lines.isEmpty() ? null : lines.get(lines.size() - 1);
    if (before == null || before.level() == null || line.indent() != 6 || line.level() != null)
      return line;
    if (!CATEGORY.matcher(before.text().strip()).matches()) return line;
    return new Line(line.at(), line.trimmed(), before.level(), true, line.ident());
  }

  private static final Pattern CATEGORY = Pattern.compile("[\\w.`+<>]{1,200}\\[\\d+\\]");

  private static String cut(String line, int length) {
    return line.length() > length ? line.substring(0, length) : line;
  }
}
