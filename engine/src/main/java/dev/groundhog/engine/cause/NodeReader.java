package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Node (also Deno and Bun): a throw with its source line, a rejection, causes, heap exhaustion. */
final class NodeReader implements Reader {
  static final String KIND = "JavaScript error";

  private static final Pattern HEAD =
      Pattern.compile(
          "(?:error: )?(?:Uncaught )?(?:Exception: |\\(in promise\\) )*(?:\\[cause\\]:"
              + " |[Cc]aused by: |\\[errors\\]: \\[ ?)?\\[?([A-Z][\\w$.]*)(?: \\[([A-Z][A-Z0-9_]+)\\])?(?::"
              + " (.*)|\\]?)?( \\{)?");

  /** Node's own words, and those of loggers. */
  private static final Pattern CAUSE = Pattern.compile("\\[cause\\]: |[Cc]aused by: ");

  private static final Pattern EMBEDDED =
      Pattern.compile(
          "(?<![\\w.])((?:[A-Z]\\w{0,60})?(?:Error|Exception))(?: \\[\\w+\\])?(?:: |$)");

  /** Before Node 15 a warning, behind its process id. */
  private static final String REJECTED = "UnhandledPromiseRejectionWarning: ";

  private static final Pattern REASON =
      Pattern.compile("\\[?UnhandledPromiseRejection: .*reason \"?(.{1,300}?)\"?\\.\\]?.*");

  private static final Pattern FRAME =
      Pattern.compile(
          "at (?:async )?(?:(.{1,200}?)"
              + " \\((.{1,400})\\)|(\\S{1,400}:\\d+(?::\\d+)?|native|<anonymous>))( \\{)?");

  private static final Pattern PLACE_ALONE =
      Pattern.compile(
          "(?:file://)?[^\\s:]{1,400}(?::[^\\s:]{1,200}){0,2}:\\d+|evalmachine.*|\\[eval\\]:\\d+");

  private static final Pattern SCRIPT =
      Pattern.compile(
          ".*\\.(?:[cm]?[jt]sx?|vue|svelte)(?:\\?.*)?|\\[eval\\].*|evalmachine.*|REPL\\d*|.*/[\\w-]+");

  private static final Pattern COLUMN = Pattern.compile(".*:\\d+:(\\d+)");

  private static final Pattern PLACE = Pattern.compile("(?:file://)?(.*?)(?::\\d+)?(?::\\d+)?");

  @Override
  public void read(List<Line> lines, Consumer<Fault> found) {
    Chain chain = null;
    boolean dying = false;
    List<Frame> headless = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      String text = line.trimmed();
      if (text.isEmpty()) continue;
      if (text.charAt(0) == '^') dying |= isCaret(text) && isBelowPlace(lines, i);
      Frame frame = text.startsWith("at ") ? frame(line, text) : null;
      if (frame != null) {
        if (chain == null) headless.add(frame);
        else chain.links.get(chain.links.size() - 1).frames.add(frame);
        continue;
      }
      if (text.startsWith("Node.js v") || text.startsWith("Bun v")) {
        if (chain != null) chain = dead(chain);
        continue;
      }
      if (heap(line, text, found)) continue;
      Matcher reason = text.contains("UnhandledPromiseRejection") ? REASON.matcher(text) : null;
      if (reason != null && reason.matches()) {
        found.accept(new Fault("JavaScript rejection", Rank.DEATH, line.at(), "", reason.group(1)));
        continue;
      }
      boolean rejected = text.contains(REJECTED);
      String said = rejected || line.stamped() ? thrownIn(text) : text;
      Matcher head = mayBeHead(said) ? HEAD.matcher(said) : null;
      if (head == null || !head.matches()) continue;
      boolean inner = CAUSE.matcher(text).lookingAt();
      boolean sure = text.startsWith("[cause]: ");
      if (!sure && !isHead(lines, i, head, dying)) continue;
      if (!inner || chain == null) {
        report(lines, chain, headless, found);
        headless.clear();
        Rank rank =
            dying || rejected || text.startsWith("Uncaught")
                ? Rank.DEATH
                : Chain.weigh(line, before(lines, i));
        chain = new Chain(rank);
      }
      dying = false;
      String message = head.group(3) == null ? "" : head.group(3);
      if (message.endsWith(" {")) message = message.substring(0, message.length() - 2);
      if (message.isEmpty() && head.group(2) != null) message = head.group(2);
      chain.links.add(new Chain.Link(line.at(), head.group(1), message, true));
    }
    report(lines, chain, headless, found);
  }

  /** {@code uncaught, exiting: TypeError: x} from its type on. */
  private static String thrownIn(String text) {
    if (!text.contains("rror") && !text.contains("xception")) return text;
    Matcher matcher = EMBEDDED.matcher(text);
    return matcher.find() ? text.substring(matcher.start(1)) : text;
  }

  private static @Nullable Line before(List<Line> lines, int i) {
    return i > 0 ? lines.get(i - 1) : null;
  }

  /** Python has such marks too; above Node's stands {@code file:line} and the source. */
  private static boolean isBelowPlace(List<Line> lines, int i) {
    for (int above = Math.max(0, i - 4); above < i; above++) {
      if (PLACE_ALONE.matcher(lines.get(above).text()).matches()) return true;
    }
    return false;
  }

  private static boolean isCaret(String text) {
    return text.chars().allMatch(c -> c == '^');
  }

  /** The version below the stack is written by a Node that dies. */
  private static Chain dead(Chain chain) {
    Chain dead = new Chain(Rank.DEATH);
    dead.links.addAll(chain.links);
    return dead;
  }

  private static boolean mayBeHead(String text) {
    char c = text.charAt(0);
    if (c == '[') return text.startsWith("[cause]: ") || text.startsWith("[errors]: ");
    if (c == 'c') return text.startsWith("caused by: ");
    return Character.isUpperCase(c) || text.startsWith("error: Uncaught");
  }

  private static boolean isHead(List<Line> lines, int i, Matcher head, boolean dying) {
    String type = head.group(1);
    if (type.indexOf('.') >= 0 && type.indexOf('.') < type.length() - 1 && !type.contains("Error"))
      return false;
    boolean thrown = Types.looksThrown(type);
    if (dying && thrown) return true;
    for (int next = i + 1; next < lines.size() && next <= i + 8; next++) {
      Line line = lines.get(next);
      String text = line.trimmed();
      if (text.startsWith("at ")) {
        Frame frame = frame(line, text);
        if (frame != null) return thrown || next == i + 1;
      }
      if (line.stamped() && line.at() != lines.get(i).at()) break;
    }
    return false;
  }

  private static boolean heap(Line line, String text, Consumer<Fault> found) {
    if (!text.contains("JavaScript heap out of memory") && !text.startsWith("FATAL ERROR: "))
      return false;
    String message =
        text.contains("heap out of memory") ? "JavaScript heap out of memory" : text.substring(13);
    found.accept(new Fault("V8 fatal error", Rank.DEATH, line.at(), "FATAL ERROR", message));
    return true;
  }

  private static void report(
      List<Line> lines, @Nullable Chain chain, List<Frame> headless, Consumer<Fault> found) {
    if (chain == null) {
      String said = headless.isEmpty() ? null : NodeProperties.said(lines);
      if (said != null) {
        int at = headless.get(0).at();
        found.accept(new Fault(KIND, Rank.DEATH, at, "Error", said, List.copyOf(headless), false));
      } else if (headless.size() > 1) {
        found.accept(
            new Fault(
                "JavaScript stack trace",
                Rank.HEADLESS,
                headless.get(0).at(),
                "",
                "",
                Recursion.outermost(headless),
                false));
      }
      return;
    }
    Chain.Link root = chain.rootWithCode();
    List<Frame> frames = root.frames;
    if (root.type.equals("RangeError") && root.message.startsWith("Maximum call stack"))
      frames = Recursion.of(frames, 2);
    boolean literal = root.type.equals("TypeError") || root.type.equals("ReferenceError");
    found.accept(new Fault(KIND, chain.rank, root.at, root.type, root.message, frames, literal));
  }

  private static @Nullable Frame frame(Line line, String text) {
    if (JavaFrames.isFrame(line)) return null;
    Matcher matcher = FRAME.matcher(text);
    if (!matcher.matches()) return null;
    String function = matcher.group(1) == null ? "" : matcher.group(1);
    String place = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
    boolean inside =
        place.startsWith("node:")
            || place.startsWith("internal/")
            || place.startsWith("native")
            || place.startsWith("<anonymous>")
            || place.contains("node_modules/")
            || place.startsWith("ext:")
            || (!place.contains("/") && !place.contains("\\") && !place.contains("."));
    Matcher file = PLACE.matcher(place);
    String name = file.matches() ? file.group(1) : place;
    if (!inside && !SCRIPT.matcher(name).matches()) return null;
    String base = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    int as = function.indexOf(" [as ");
    String called = as < 0 ? function : function.substring(0, as);
    if (called.startsWith("Object.") && !called.contains("<")) called = called.substring(7);
    // A function without a name is told by its column, which stays when lines move.
    if (called.isEmpty()) {
      String column = COLUMN.matcher(place).replaceFirst("$1");
      return new Frame(
          line.at(), column.equals(place) ? base : base + " column " + column, !inside);
    }
    return new Frame(line.at(), called + " (" + base + ")", !inside);
  }
}
