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

  private static final Pattern EMBEDDED =
      Pattern.compile(
          "(?<=[\\s|:])(?:[A-Z]\\w{0,60}[.+]){1,12}[A-Z]\\w{0,100}(?:Exception|Error)(?: \\([\\w,"
              + " ]{1,20}\\))?: ");

  /** What is read of a tail. Inner exceptions stand before the frames of outer ones. */
  private static final class Pass {
    private final List<Line> lines;
    private final Consumer<Fault> found;
    private final boolean sources;
    private final List<Frame> headless = new ArrayList<>();
    private @Nullable Chain chain;

    /** Whose frames come now: the innermost exception's first, and one further out at each end. */
    private int current;

    private boolean innerDone;

    Pass(List<Line> lines, Consumer<Fault> found) {
      this.lines = lines;
      this.found = found;
      this.sources = lines.stream().anyMatch(DotNetFrames::isFromSource);
    }

    void run() {
      for (int i = 0; i < lines.size(); i++) {
        String text = lines.get(i).trimmed();
        Frame frame = DotNetFrames.of(lines.get(i), sources);
        if (frame != null) add(frame);
        else if (text.startsWith("--- End of inner")) endOfInner();
        else if (text.equals("Stack overflow.")) begin(i, "StackOverflow", "");
        else if (text.startsWith("Process terminated.")) terminated(i, text);
        else if (text.contains("Exception") || text.contains("Error")) head(i, text);
      }
      report();
    }

    private void add(Frame frame) {
      if (chain == null) headless.add(frame);
      else chain.links.get(current).frames.add(frame);
    }

    private void endOfInner() {
      innerDone = true;
      if (chain == null) return;
      if (current > 0) current--;
      // The outer one's head was cut off; its frames were not.
      else chain.links.add(0, new Chain.Link(chain.links.get(0).at, "", "", true));
    }

    private void terminated(int i, String text) {
      String said = text.substring(19).strip();
      if (said.isEmpty() && i + 1 < lines.size()) said = lines.get(i + 1).trimmed();
      begin(i, "Process terminated", said);
    }

    private void begin(int i, String type, String message) {
      report();
      chain = new Chain(Rank.DEATH);
      chain.links.add(new Chain.Link(lines.get(i).at(), type, message, true));
    }

    private void head(int i, String text) {
      Line line = lines.get(i);
      Matcher head = HEAD.matcher(text);
      if (!head.matches()) {
        if (!isFollowedByFrames(i)) return;
        head = HEAD.matcher(thrownIn(text));
        if (!head.matches()) return;
      }
      String lead = head.group(1);
      boolean inner = lead != null && lead.startsWith("--->");
      if (!inner || chain == null) {
        boolean bare = lead == null && head.group(2).indexOf('.') < 0;
        if (bare || (lead == null && !isFollowedByFrames(i))) return;
        report();
        Line before = i > 0 ? lines.get(i - 1) : null;
        chain = new Chain(lead == null || inner ? Chain.weigh(line, before) : Rank.DEATH);
      }
      link(chain, line, head, !innerDone);
      current = chain.links.size() - 1;
    }

    /** {@code Stopped because of System.TimeoutException: x} from its type on. */
    private static String thrownIn(String text) {
      Matcher embedded = EMBEDDED.matcher(text);
      return embedded.find() ? text.substring(embedded.start()) : text;
    }

    private boolean isFollowedByFrames(int i) {
      for (int next = i + 1; next < lines.size() && next <= i + 5; next++) {
        String text = lines.get(next).trimmed();
        if (text.startsWith("---> ") || DotNetFrames.of(lines.get(next), sources) != null)
          return true;
      }
      return false;
    }

    private void report() {
      DotNetReader.report(chain, headless, found);
      headless.clear();
      chain = null;
      current = 0;
      innerDone = false;
    }
  }

  @Override
  public void read(List<Line> lines, Consumer<Fault> found) {
    new Pass(lines, found).run();
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
}
