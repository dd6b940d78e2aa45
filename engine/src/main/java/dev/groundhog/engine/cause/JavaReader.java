package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Java, Kotlin, Scala and the like: {@code Throwable.printStackTrace} and what loggers make of it.
 */
final class JavaReader implements Reader {
  private static final String KIND = "Java exception";

  private static final Pattern HEAD =
      Pattern.compile(
          "(?:Exception in thread \"([^\"]{0,200})\" |(Caused by: |Wrapped by: |Suppressed:"
              + " |\\[CIRCULAR REFERENCE:"
              + " ?))?((?:[a-z_][\\w$]*\\.)+[A-Z_$][\\w$]*|[A-Z][\\w$]*)(?:: (.*)|:)?");

  private static final Pattern EMBEDDED =
      Pattern.compile(
          "((?:[a-z_][\\w$]*\\.){1,20}[A-Z][\\w$]*(?:Exception|Error|Throwable))(?:: (.*))?$");

  /** Of a recursion at least so many rounds are seen. */
  private static final int ROUNDS = 4;

  @Override
  public void read(List<Line> lines, Consumer<Fault> found) {
    new Pass(lines, found).run();
  }

  /** One reading of one tail. */
  private static final class Pass {
    private final List<Line> lines;
    private final Consumer<Fault> found;
    private @Nullable Chain chain;
    private int suppressedAt = -1;
    private final List<Frame> headless = new ArrayList<>();

    /** What was left of an exception whose head was cut off, when its cause began. */
    private List<Frame> cut = List.of();

    Pass(List<Line> lines, Consumer<Fault> found) {
      this.lines = lines;
      this.found = found;
    }

    void run() {
      for (int i = 0; i < lines.size(); i++) {
        Line line = lines.get(i);
        String text = line.trimmed();
        if (text.length() < 4 || frame(line, text)) continue;
        Matcher head = mayBeHead(text) ? HEAD.matcher(text) : null;
        if (head != null && head.matches() && isHead(i, head)) head(i, line, head);
        else if (!line.stamped() || line.isLoud()) embedded(i, line, text);
      }
      end();
    }

    private boolean frame(Line line, String text) {
      if (!text.startsWith("at ")) {
        boolean more = JavaFrames.isMore(text);
        if (more) more(JavaFrames.more(text));
        return more;
      }
      Frame frame = JavaFrames.of(line);
      if (frame == null) return false;
      if (chain == null) {
        headless.add(frame);
      } else if (suppressedAt < 0 || line.indent() <= suppressedAt) {
        chain.links.get(chain.links.size() - 1).frames.add(frame);
      }
      return true;
    }

    /** {@code ... 3 more}: the last ones of the exception around it, which called its own too. */
    private void more(int count) {
      Chain current = chain;
      if (current == null || suppressedAt >= 0 || current.rootFirst) return;
      List<Frame> inner = current.links.get(current.links.size() - 1).frames;
      List<Frame> around = around(current);
      if (inner.stream().noneMatch(Frame::own) || around.size() < count) return;
      inner.addAll(List.copyOf(around.subList(around.size() - count, around.size())));
    }

    private List<Frame> around(Chain current) {
      for (int i = current.links.size() - 2; i >= 0; i--) {
        if (current.links.get(i).isRootCandidate) return current.links.get(i).frames;
      }
      return cut;
    }

    private static boolean mayBeHead(String text) {
      char c = text.charAt(0);
      if (!Character.isLetter(c) && c != '[') return false;
      int end = text.indexOf(' ');
      return end < 0
          || text.charAt(end - 1) == ':'
          || text.startsWith("Caused by: ")
          || text.startsWith("Exception in thread ")
          || text.startsWith("Wrapped by: ")
          || text.startsWith("[CIRCULAR ");
    }

    private boolean isHead(int i, Matcher head) {
      if (head.group(1) != null || head.group(2) != null) return true;
      String type = head.group(3);
      if (type.indexOf('.') < 0) return isFollowedByFrames(i) && Types.looksThrown(type);
      return Types.looksThrown(type) || isFollowedByFrames(i);
    }

    /** A message may have more lines; frames come soon. */
    private boolean isFollowedByFrames(int i) {
      for (int next = i + 1; next < lines.size() && next <= i + 6; next++) {
        if (JavaFrames.isFrame(lines.get(next))) return true;
      }
      return false;
    }

    private void head(int i, Line line, Matcher head) {
      String lead = head.group(2);
      String message = head.group(4) == null ? "" : head.group(4);
      Chain current = chain;
      if (lead != null && !lead.startsWith("[")) {
        if (current == null) {
          current = new Chain(headless.isEmpty() ? before(i, line) : Rank.LOGGED);
          cut = List.copyOf(headless);
          headless.clear();
          chain = current;
        }
        boolean suppressed = lead.startsWith("Suppressed");
        boolean within = suppressedAt >= 0 && line.indent() >= suppressedAt && line.indent() > 0;
        if (suppressed && !within) suppressedAt = line.indent();
        else if (!suppressed && !within) suppressedAt = -1;
        if (lead.startsWith("Wrapped")) current.rootFirst = true;
        current.links.add(
            new Chain.Link(line.at(), head.group(3), message, !suppressed && !within));
        return;
      }
      if (lead != null) return;
      end();
      Chain next = new Chain(rank(i, line, head));
      next.threadNamed = head.group(1) != null;
      next.links.add(new Chain.Link(line.at(), head.group(3), message, true));
      chain = next;
    }

    /** {@code Something failed: java.net.ConnectException: refused} with a stack behind it. */
    private void embedded(int i, Line line, String text) {
      if (text.indexOf('.') < 0 || i + 1 >= lines.size()) return;
      if (!JavaFrames.isFrame(lines.get(i + 1))) return;
      Matcher matcher = EMBEDDED.matcher(text);
      if (!matcher.find()) return;
      end();
      Chain next = new Chain(before(i, line));
      String message = matcher.group(2) == null ? "" : matcher.group(2);
      next.links.add(new Chain.Link(line.at(), matcher.group(1), message, true));
      chain = next;
    }

    private Rank rank(int i, Line line, Matcher head) {
      String thread = head.group(1);
      if (thread == null) return before(i, line);
      if ("main".equals(thread)) return Rank.DEATH;
      return thread.contains("hutdown") ? Rank.CONSEQUENCE : Rank.UNCAUGHT;
    }

    private Rank before(int i, Line line) {
      return Chain.weigh(line, i > 0 ? lines.get(i - 1) : null);
    }

    private void end() {
      Chain done = chain;
      chain = null;
      cut = List.of();
      suppressedAt = -1;
      if (done != null) {
        report(done);
      } else if (headless.size() > 1) {
        headless();
      }
      headless.clear();
    }

    private void report(Chain done) {
      Chain.Link root = done.root();
      List<Frame> frames = done.frames();
      Rank rank = done.rank;
      boolean printed = rank == Rank.DEATH || done.links.size() > 1 || done.threadNamed;
      // A name and a message alone may be of any language: the reader of complaints takes them.
      if (frames.isEmpty() && !printed) return;
      String type = root.type;
      if (type.endsWith("StackOverflowError")) {
        frames = Recursion.of(frames, 2);
        found.accept(new Fault(KIND, rank, root.at, type, "", frames, false));
        return;
      }
      boolean literal =
          type.endsWith("NullPointerException")
              || type.contains("NoSuch")
              || type.endsWith("ClassNotFoundException")
              || type.endsWith("NoClassDefFoundError")
              || type.endsWith("ClassCastException")
              || type.endsWith("LinkageError");
      found.accept(new Fault(KIND, rank, root.at, type, root.message, frames, literal));
    }

    private void headless() {
      Map<String, Integer> rounds = new LinkedHashMap<>();
      for (Frame frame : headless) rounds.merge(frame.name(), 1, Integer::sum);
      boolean recursion = rounds.values().stream().anyMatch(n -> n >= ROUNDS);
      List<Frame> frames = recursion ? Recursion.of(headless, ROUNDS) : headless;
      int at = headless.get(0).at();
      if (recursion) {
        found.accept(
            new Fault(KIND, Rank.LOGGED, at, "java.lang.StackOverflowError", "", frames, false));
      } else {
        found.accept(
            new Fault(
                "Java stack trace", Rank.HEADLESS, at, "", "", Recursion.outermost(frames), false));
      }
    }
  }
}
