package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** .NET: unhandled exceptions with the inner ones, and the few words of a runtime that dies. */
final class DotNetReader implements Reader {
  private static final String KIND = ".NET exception";

  private static final Pattern HEAD =
      Pattern.compile(
          "(Unhandled [Ee]xception[.:] |Fatal error\\. |(?:---> )(?:\\(Inner Exception #\\d+\\)"
              + " )?)?((?:[A-Z]\\w*[.+])*[A-Z]\\w*(?:`\\d+)?(?:Exception|Error))(?: \\([\\w,"
              + " ]{1,20}\\))?(?:: (.*))?");

  private static final Pattern FRAME =
      Pattern.compile("at ([\\w.<>`|+\\[\\],@$]+)\\(([^)]*)\\)(?: in .*)?");

  /**
   * {@code Foo.<Run>d__5.MoveNext} is {@code Foo.Run}; {@code Foo.<>c.<Main>b__0_0} is of {@code
   * Foo.Main}.
   */
  private static final Pattern MACHINE =
      Pattern.compile(
          "(?:<>c(?:__DisplayClass\\d+_\\d+)?[.+])?<+(\\w+)>[a-z]__\\w+(?:\\.MoveNext|\\|[\\d_]+)?");

  @Override
  public void read(List<Line> lines, Consumer<Fault> found) {
    Chain chain = null;
    boolean innerDone = false;
    List<Frame> headless = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      String text = line.trimmed();
      Frame frame = frame(line, text);
      if (frame != null) {
        if (chain == null) headless.add(frame);
        else if (!innerDone) chain.root().frames.add(frame);
        else if (chain.links.get(chain.links.size() - 1).isRootCandidate)
          chain.links.get(0).frames.add(frame);
        continue;
      }
      if (text.startsWith("--- End of inner")) {
        innerDone = true;
        continue;
      }
      if (text.equals("Stack overflow.")) {
        report(chain, headless, found);
        headless.clear();
        chain = new Chain(Rank.DEATH);
        chain.links.add(new Chain.Link(line.at(), "StackOverflow", "", true));
        innerDone = false;
        continue;
      }
      if (text.startsWith("Process terminated.")) {
        report(chain, headless, found);
        headless.clear();
        innerDone = false;
        String said = text.substring(19).strip();
        if (said.isEmpty() && i + 1 < lines.size()) said = lines.get(i + 1).trimmed();
        chain = new Chain(Rank.DEATH);
        chain.links.add(new Chain.Link(line.at(), "Process terminated", said, true));
        continue;
      }
      if (!text.contains("Exception") && !text.contains("Error")) continue;
      Matcher head = HEAD.matcher(text);
      if (!head.matches()) continue;
      String lead = head.group(1);
      if (lead != null && lead.startsWith("--->") && chain != null) {
        link(chain, line, head, !innerDone);
        continue;
      }
      if (lead == null && (head.group(2).indexOf('.') < 0 || !isFollowedByFrames(lines, i)))
        continue;
      report(chain, headless, found);
      headless.clear();
      innerDone = false;
      chain =
          new Chain(
              lead == null || lead.startsWith("--->")
                  ? Chain.weigh(line, i > 0 ? lines.get(i - 1) : null)
                  : Rank.DEATH);
      link(chain, line, head, true);
    }
    report(chain, headless, found);
  }

  /** Before .NET Core the inner ones stood in the same line: {@code A: x ---> B: y}. */
  private static void link(Chain chain, Line line, Matcher head, boolean candidate) {
    String type = head.group(2);
    String message = head.group(3) == null ? "" : head.group(3);
    int inner = message.indexOf(" ---> ");
    chain.links.add(
        new Chain.Link(
            line.at(), type, inner < 0 ? message : message.substring(0, inner), candidate));
    if (inner < 0) return;
    Matcher next = HEAD.matcher(message.substring(inner + 1));
    if (next.matches()) link(chain, line, next, candidate);
  }

  private static boolean isFollowedByFrames(List<Line> lines, int i) {
    for (int next = i + 1; next < lines.size() && next <= i + 5; next++) {
      String text = lines.get(next).trimmed();
      if (text.startsWith("---> ") || frame(lines.get(next), text) != null) return true;
    }
    return false;
  }

  private static void report(@Nullable Chain chain, List<Frame> headless, Consumer<Fault> found) {
    if (chain == null) {
      if (headless.size() < 2) return;
      found.accept(
          new Fault(
              ".NET stack trace",
              Rank.HEADLESS,
              headless.get(0).at(),
              "",
              "",
              Recursion.outermost(headless),
              false));
      return;
    }
    Chain.Link root = chain.root();
    List<Frame> frames = chain.frames();
    if (root.type.equals("StackOverflow")) frames = Recursion.of(frames, 1);
    found.accept(new Fault(KIND, chain.rank, root.at, root.type, root.message, frames, false));
  }

  private static @Nullable Frame frame(Line line, String text) {
    if (!text.startsWith("at ") || JavaFrames.of(line) != null) return null;
    Matcher matcher = FRAME.matcher(text);
    if (!matcher.matches()) return null;
    String name = matcher.group(1);
    if (name.indexOf('.') < 0) return null;
    boolean foreign =
        name.startsWith("System.")
            || name.startsWith("Microsoft.")
            || name.startsWith("Npgsql.")
            || name.startsWith("Newtonsoft.")
            || name.startsWith("Grpc.")
            || name.startsWith("Internal.")
            || name.startsWith("StackExchange.")
            || name.startsWith("MySql")
            || name.startsWith("Interop.");
    if (name.indexOf('<') >= 0) name = MACHINE.matcher(name).replaceAll("$1");
    int generic = name.indexOf('[');
    if (generic > 0) name = name.substring(0, generic);
    return new Frame(line.at(), name, !foreign);
  }
}
