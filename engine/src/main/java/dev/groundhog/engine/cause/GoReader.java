package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Go: panics, also panics while panicking, the runtime's fatal errors, stacks of goroutines. */
final class GoReader implements Reader {
  private static final Pattern PLACE =
      Pattern.compile("(/?\\S{1,300}\\.(?:go|s)|_cgo_\\S+):\\d+(?: \\+0x[0-9a-f]+)?(?: fp=.*)?");

  private static final String TYPE = "fatal error";

  /** Of a recursion at least so many rounds are seen when its head is cut off. */
  private static final int ROUNDS = 4;

  private static final Pattern ADDRESS = Pattern.compile("\\(?0x[0-9a-f]+\\)?|\\{?0x[0-9a-f]+.*");

  private static final Pattern VALUE = Pattern.compile("\\(([\\w./*]+)\\) (.*)");

  private static final Pattern CLOSURE =
      Pattern.compile("\\.(func|gowrap|deferwrap)\\d+(?:\\.\\d+)*");

  @Override
  public void read(List<Line> lines, Consumer<Fault> found) {
    int last = -1;
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i).text();
      // The first panic decides; those below it happened while it was handled.
      if (text.startsWith("panic: ") && !(last >= 0 && isSameDeath(lines, last, i))) {
        panic(lines, i, found);
        last = i;
      } else if (text.startsWith("fatal error: ") && isGo(lines, i)) {
        String message = text.substring(13).replaceFirst(" \\[recovered\\]$", "");
        boolean stack = message.equals("stack overflow");
        List<Frame> frames = frames(lines, i + 1);
        found.accept(
            new Fault(
                "Go fatal error",
                Rank.DEATH,
                lines.get(i).at(),
                TYPE,
                message,
                stack
                    ? Recursion.of(frames, 2)
                    : message.contains("out of memory") ? List.of() : frames,
                true));
        last = i;
      } else if (text.startsWith("SIG")
          && text.contains(": ")
          && i + 1 < lines.size()
          && lines.get(i + 1).text().startsWith("PC=")) {
        found.accept(
            new Fault(
                "Go signal",
                Rank.DEATH,
                lines.get(i).at(),
                "signal",
                text,
                frames(lines, i + 1),
                false));
        last = i;
      }
    }
    if (last < 0) headless(lines, found);
  }

  private static boolean isSameDeath(List<Line> lines, int first, int now) {
    for (int i = first + 1; i < now; i++) {
      if (lines.get(i).text().startsWith("goroutine ")) return false;
    }
    return now - first < 8;
  }

  /** Other programs say "fatal error: " too. */
  private static boolean isGo(List<Line> lines, int at) {
    for (int i = Math.max(0, at - 3); i < lines.size(); i++) {
      String text = lines.get(i).text();
      if (text.startsWith("goroutine ")
          || text.startsWith("runtime: ")
          || text.startsWith("[signal SIG")
          || text.startsWith("runtime.")) {
        return true;
      }
    }
    String text = lines.get(at).text();
    return text.endsWith("deadlock!") || text.startsWith("fatal error: concurrent map");
  }

  private static void panic(List<Line> lines, int at, Consumer<Fault> found) {
    String message = lines.get(at).text().substring(7);
    int bracket = message.indexOf(" [recovered");
    if (bracket > 0) message = message.substring(0, bracket);
    if (message.startsWith("runtime error: ") && message.endsWith("nil pointer dereference")) {
      message = "runtime error: invalid memory address or nil pointer dereference";
    }
    if (message.startsWith("interface conversion: "))
      message = CONVERSION.matcher(message).replaceFirst("$1…$2");
    Matcher value = VALUE.matcher(message);
    if (value.matches()) {
      String content = value.group(2);
      message = value.group(1) + (ADDRESS.matcher(content).matches() ? "" : ": " + content);
    }
    found.accept(
        new Fault(
            "Go panic",
            Rank.DEATH,
            lines.get(at).at(),
            "panic",
            message,
            frames(lines, at + 1),
            false));
  }

  /** What a value turned out to be depends on the input. */
  private static final Pattern CONVERSION =
      Pattern.compile(
          "^(interface conversion: .{1,80}? is ).{1,200}?(, not .*|: missing method .*)$");

  /** Functions of the first goroutine that has any, the run time's own left out. */
  private static List<Frame> frames(List<Line> lines, int from) {
    List<Frame> frames = new ArrayList<>();
    List<Frame> waiting = new ArrayList<>();
    boolean started = false;
    for (int i = from; i < lines.size(); i++) {
      String text = lines.get(i).text();
      if (text.startsWith("goroutine ")) {
        // main often only waits for the others.
        if (started && frames.stream().anyMatch(f -> f.own() && !f.name().equals("main.main")))
          break;
        boolean other = frames.stream().anyMatch(Frame::own);
        if (other) waiting.addAll(frames);
        if (other) frames.clear();
        started = true;
      }
      Frame frame = frame(lines, i);
      if (frame != null && !text.startsWith("created by ")) frames.add(frame);
      // What stood above the panic is how it was raised, not where.
      if (frame != null && frame.name().equals("panic")) frames.clear();
    }
    return frames.stream().anyMatch(Frame::own) || waiting.isEmpty() ? frames : waiting;
  }

  /** A function's line is told by the place below it. */
  private static @org.jspecify.annotations.Nullable Frame frame(List<Line> lines, int i) {
    if (i + 1 >= lines.size()) return null;
    Line line = lines.get(i);
    String text = line.text();
    if (text.isEmpty() || line.stamped() || Character.isWhitespace(text.charAt(0))) return null;
    // A line of another thread may stand between the two.
    int below =
        lines.get(i + 1).indent() == 0 && i + 2 < lines.size() && text.endsWith(")")
            ? i + 2
            : i + 1;
    if (lines.get(below).indent() == 0) return null;
    String place = lines.get(below).trimmed();
    Matcher where = PLACE.matcher(place);
    if (!where.matches()) return null;
    String name = text.startsWith("created by ") ? text.substring(11) : text;
    int in = name.indexOf(" in goroutine ");
    if (in > 0) name = name.substring(0, in);
    int open = name.endsWith(")") ? arguments(name) : -1;
    if (open > 0) name = name.substring(0, open);
    if (name.indexOf(' ') >= 0) return null;
    name = CLOSURE.matcher(name.replace("[...]", "")).replaceAll(".func");
    boolean foreign =
        where.group(1).contains("/pkg/mod/")
            || where.group(1).contains("/vendor/")
            || isStandard(name);
    return new Frame(line.at(), name, !foreign);
  }

  private static int arguments(String name) {
    int depth = 0;
    for (int i = name.length() - 1; i > 0; i--) {
      char c = name.charAt(i);
      if (c == ')') depth++;
      else if (c == '(' && --depth == 0) return i;
    }
    return -1;
  }

  /** The standard library's packages have no dot in their first element, and are not main. */
  private static boolean isStandard(String name) {
    if (name.startsWith("main.")) return false;
    if (name.equals("panic")
        || name.startsWith("golang.org/")
        || name.startsWith("google.golang.org/")) return true;
    int slash = name.indexOf('/');
    int dot = name.indexOf('.');
    if (slash > 0 && dot > slash) return STANDARD.contains(name.substring(0, slash));
    if (slash > 0) return false;
    return dot > 0 && STANDARD.contains(name.substring(0, dot));
  }

  private static final Set<String> STANDARD =
      Words.of(
          """
          runtime net encoding os io bufio bytes strings strconv sync time context database crypto
          compress archive reflect sort slices maps regexp fmt log errors math path html text mime
          testing syscall unicode container hash image internal flag plugin go iter
          """);

  /** zap and the like put a stack behind each error they log: the message says more. */
  private static boolean isLoggers(List<Line> lines, int at) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      Line line = lines.get(i);
      if (line.at() > at || (line.at() == at && !line.stamped())) continue;
      if (line.at() < at - 1) return false;
      if (line.stamped() && line.isLoud()) return true;
    }
    return false;
  }

  private static void headless(List<Line> lines, Consumer<Fault> found) {
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Frame frame = frame(lines, i);
      if (frame != null && !lines.get(i).text().startsWith("created by ")) frames.add(frame);
      // What follows are the others.
      else if (lines.get(i).text().startsWith("goroutine ") && frames.stream().anyMatch(Frame::own))
        break;
    }
    if (frames.size() < 2 || isLoggers(lines, frames.get(0).at())) return;
    int at = frames.get(0).at();
    if (Recursion.isIn(frames, ROUNDS)) {
      List<Frame> round = Recursion.of(frames, ROUNDS);
      found.accept(
          new Fault("Go fatal error", Rank.LOGGED, at, TYPE, "stack overflow", round, true));
      return;
    }
    found.accept(
        new Fault("Go stack trace", Rank.HEADLESS, at, "", "", Recursion.outermost(frames), false));
  }
}
