package dev.groundhog.engine.cause;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Address, leak, thread, memory and undefined-behaviour sanitizers: the summary, or head and
 * frames.
 */
final class SanitizerReader implements Reader {
  private static final Pattern HEAD =
      Pattern.compile(
          "(?:==\\d+==)?\\s*(?:ERROR: |WARNING: )?(\\w+Sanitizer): (?:attempting"
              + " )?([A-Za-z][\\w-]*(?: race| on unknown address| free)?).*");

  private static final Pattern SUMMARY =
      Pattern.compile(
          "SUMMARY: (\\w+Sanitizer): ([\\w-]+(?: race)?)(?: \\S+ in (.{1,300})| (\\S+)| \\(.*)?.*");

  private static final Pattern FRAME =
      Pattern.compile(
          "#\\d+ 0x[0-9a-f]+ (?:in )?(.{1,300}?)(?: \\S+:\\d+(?::\\d+)?| \\(\\S+\\+0x[0-9a-f]+\\).*| \\(BuildId.*)?");

  @Override
  public void read(List<Line> lines, Consumer<Fault> found) {
    Fault head = null;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      String text = line.trimmed();
      if (!text.contains("Sanitizer")) continue;
      Matcher summary = SUMMARY.matcher(text);
      if (summary.matches()) {
        boolean recursion = "stack-overflow".equals(summary.group(2));
        Frame frame = firstFrame(lines, i, recursion, summary.group(3), head);
        found.accept(fault(line, summary.group(1), summary.group(2), frame));
        head = null;
        continue;
      }
      Matcher matcher = HEAD.matcher(text);
      if (!matcher.matches() || text.startsWith("Hint")) continue;
      if (text.contains("DEADLYSIGNAL")
          || text.startsWith("SUMMARY")
          || text.contains(": reported ")) continue;
      head = fault(line, matcher.group(1), matcher.group(2), null);
      Frame frame = frameBelow(lines, i);
      if (frame != null) head = fault(line, matcher.group(1), matcher.group(2), frame);
    }
    if (head != null) found.accept(head);
    else shadow(lines, found);
  }

  /**
   * The report's last part, when all else is cut off: the memory around the fault, without
   * addresses.
   */
  private static void shadow(List<Line> lines, Consumer<Fault> found) {
    java.util.List<Frame> rows = new java.util.ArrayList<>();
    int at = -1;
    boolean summary = false;
    for (Line line : lines) {
      String text = line.trimmed();
      summary |= text.startsWith("SUMMARY: ");
      Matcher row = text.startsWith("0x") || text.startsWith("=>0x") ? SHADOW.matcher(text) : null;
      if (row != null && row.matches()) rows.add(new Frame(line.at(), row.group(1), true));
      if (text.startsWith("Shadow byte legend") || text.endsWith("==ABORTING")) at = line.at();
    }
    if (at < 0 || summary) return;
    found.accept(
        new Fault(
            "sanitizer report",
            Rank.HEADLESS,
            at,
            "AddressSanitizer",
            "the head of its report is lost",
            rows,
            false));
  }

  private static final Pattern SHADOW =
      Pattern.compile("(?:=>)?0x[0-9a-f]+: ?((?:[\\[ ]?[0-9a-f]{2}[\\] ]?)+)");

  private static Fault fault(Line line, String tool, String what, @Nullable Frame frame) {
    if (what.equals("detected") || Tokens.isDigits(what)) {
      return new Fault(
          "sanitizer",
          Rank.DEATH,
          line.at(),
          "LeakSanitizer",
          "memory leak",
          frame == null ? java.util.List.of() : List.of(frame),
          true);
    }
    String kind =
        what.equals("SEGV") || what.startsWith("SEGV")
            ? "SEGV"
            : what.replace("double free", "double-free");
    return new Fault(
        "sanitizer",
        Rank.DEATH,
        line.at(),
        tool,
        kind,
        frame == null ? java.util.List.of() : List.of(frame),
        true);
  }

  private static @Nullable Frame firstFrame(
      List<Line> lines, int i, boolean recursion, @Nullable String named, @Nullable Fault head) {
    if (named != null && !NativeStack.isLibrary(named))
      return new Frame(lines.get(i).at(), plain(named), true);
    if (head != null && !head.frames().isEmpty()) return head.frames().get(0);
    // Of a recursion any frame will do; of other faults the stacks above tell of the memory.
    Frame above = recursion ? frameBelow(lines, -1) : null;
    if (above != null) return above;
    return named == null ? null : new Frame(lines.get(i).at(), plain(named), true);
  }

  private static @Nullable Frame frameBelow(List<Line> lines, int from) {
    boolean any = false;
    for (int i = from + 1; i < lines.size() && i < from + 40; i++) {
      String text = lines.get(i).trimmed();
      // The first stack is where it happened; others tell of the memory.
      if (text.isEmpty() && any) break;
      if (!text.startsWith("#")) continue;
      any = true;
      Matcher matcher = FRAME.matcher(text);
      if (matcher.matches() && !NativeStack.isLibrary(matcher.group(1))) {
        return new Frame(lines.get(i).at(), plain(matcher.group(1)), true);
      }
    }
    return null;
  }

  /** Without parameters: the summary may have them where the frame has not. */
  private static String plain(String function) {
    int open = function.indexOf('(');
    return open > 0 ? function.substring(0, open) : function;
  }
}
