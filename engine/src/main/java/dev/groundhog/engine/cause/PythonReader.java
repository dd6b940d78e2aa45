package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Python: tracebacks, newest frame last, the exception below them. Of a chain the oldest exception
 * names the fault; of a group the first.
 */
final class PythonReader implements Reader {
  private static final String KIND = "Python exception";

  private static final Pattern FRAME =
      Pattern.compile("File \"([^\"]{1,400})\", line \\d+(?:,? in (\\S.{0,100}))?");

  private static final Pattern HEAD = Pattern.compile("([A-Za-z_][\\w.]*)(?:: (.*)|:)?");

  /** Exceptions of the standard library with names like words: {@code socket.timeout}. */
  private static final Set<String> LOWER = Set.of("error", "timeout", "gaierror", "herror");

  /** What a group puts before its lines. */
  private static final Pattern MARGIN = Pattern.compile("^ *(?:[|+](?:-+)? ?)+(?:-+ \\d+ -+$)?");

  /** Here quoted words are names in the code. */
  private static final Set<String> OF_CODE =
      Set.of(
          "AttributeError",
          "NameError",
          "UnboundLocalError",
          "ImportError",
          "ModuleNotFoundError",
          "TypeError");

  /** What a decorator calls the function it puts around another: it is on every way. */
  private static final Set<String> DECORATORS =
      Set.of(
          "wrapper",
          "_wrapper",
          "__wrapper",
          "async_wrapper",
          "sync_wrapper",
          "inner_wrapper",
          "wrapped",
          "_wrapped",
          "decorated",
          "_decorated",
          "decorator");

  @Override
  public void read(List<Line> lines, Consumer<Fault> found) {
    new Pass(lines, found).run();
  }

  private static final class Pass {
    private final List<Line> lines;
    private final Consumer<Fault> found;
    private final List<Frame> frames = new ArrayList<>();
    private @Nullable Fault root;
    private boolean inTrace;
    private boolean chained;
    private Rank rank = Rank.DEATH;

    Pass(List<Line> lines, Consumer<Fault> found) {
      this.lines = lines;
      this.found = found;
    }

    void run() {
      for (int i = 0; i < lines.size(); i++) line(i);
      report();
      if (frames.size() > 1) {
        found.accept(
            new Fault(
                "Python stack trace",
                Rank.HEADLESS,
                frames.get(0).at(),
                "",
                "",
                withSource(),
                false));
      }
    }

    private void line(int i) {
      Line line = lines.get(i);
      String text = line.trimmed();
      if (text.isEmpty()) return;
      boolean group = text.charAt(0) == '|' || text.charAt(0) == '+';
      if (group) text = MARGIN.matcher(text).replaceFirst("").strip();
      if (text.startsWith("Traceback (most recent call last)")
          || text.startsWith("Exception Group Traceback")) {
        begin(i);
      } else if (text.startsWith("File \"")) {
        frame(line, text);
      } else if (text.startsWith("> File \"")) {
        // loguru marks where it was caught.
        frame(line, text.substring(2));
      } else if (text.startsWith("The above exception was the direct")
          || text.startsWith("During handling of the above")) {
        chained = true;
      } else if (text.startsWith("Fatal Python error: ")) {
        report();
        root =
            new Fault(
                "Python fatal error",
                Rank.DEATH,
                line.at(),
                "Fatal Python error",
                text.substring(20));
        inTrace = false;
      } else if (!frames.isEmpty()
          && (group || line.indent() < 2 || text.startsWith("SyntaxError"))) {
        exception(line, text);
      }
    }

    private void begin(int i) {
      if (!chained && !isGroup(i)) {
        report();
        rank = introduced(i);
      }
      chained = false;
      inTrace = true;
      frames.clear();
    }

    /** Within a group the next traceback is another member of the same. */
    private boolean isGroup(int i) {
      return root != null && lines.get(i).trimmed().startsWith("|");
    }

    private Rank introduced(int i) {
      if (i == 0) return Rank.DEATH;
      Line before = lines.get(i - 1);
      String said = before.trimmed();
      if (lines.get(i).stamped()) return Chain.weigh(lines.get(i), before);
      if (said.startsWith("Exception ignored") || Chain.speaksOfShutdown(said))
        return Rank.CONSEQUENCE;
      if (said.startsWith("Exception in thread")) return Rank.UNCAUGHT;
      if (before.level() == Level.WARN && Tone.soundsBad(said)) return Rank.WARNED;
      if (before.level() == Level.FATAL) return Rank.UNCAUGHT;
      return before.isLoud() ? Rank.LOGGED : Rank.DEATH;
    }

    private void frame(Line line, String text) {
      Matcher matcher = FRAME.matcher(text);
      if (!matcher.lookingAt()) return;
      if (!inTrace && !chained && root != null && frames.isEmpty() && root.rank() != Rank.DEATH)
        report();
      String path = matcher.group(1);
      String function = matcher.group(2) == null ? "" : " " + matcher.group(2);
      // Since 3.12 most of them have no frame of their own.
      if (function.endsWith("comp>") || function.equals(" <genexpr>")) return;
      boolean own = isOwn(path) && !DECORATORS.contains(function.strip());
      frames.add(new Frame(line.at(), base(path) + function, own));
    }

    /** Without the exception the source text tells faults of one function apart. */
    private List<Frame> withSource() {
      List<Frame> told = new ArrayList<>();
      for (Frame frame : frames) {
        int next = indexOf(frame.at()) + 1;
        String source = next > 0 && next < lines.size() ? lines.get(next).trimmed() : "";
        boolean code =
            !source.startsWith("File \"")
                && lines.get(Math.min(next, lines.size() - 1)).indent() >= 2;
        told.add(
            new Frame(frame.at(), code ? frame.name() + ": " + source : frame.name(), frame.own()));
      }
      Collections.reverse(told);
      return told;
    }

    private int indexOf(int at) {
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).at() == at && lines.get(i).text().contains("File \"")) return i;
      }
      return -2;
    }

    private static String base(String path) {
      return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private static boolean isOwn(String path) {
      return !path.contains("site-packages/")
          && !path.contains("dist-packages/")
          && !path.startsWith("<frozen")
          && !path.contains("/lib/python")
          && !path.contains("/versions/3.");
    }

    private void exception(Line line, String text) {
      Matcher head = HEAD.matcher(text);
      if ("systemd".equals(line.ident())
          || !head.matches()
          || (line.ident() == null && line.stamped() && line.level() == Level.QUIET)) return;
      String type = head.group(1);
      String simple = Types.simple(type);
      boolean named =
          (!simple.isEmpty() && Character.isUpperCase(simple.charAt(0)))
              || (type.indexOf('.') > 0 && LOWER.contains(simple))
              || Types.looksThrown(type);
      if (!named) return;
      List<Frame> innermost = new ArrayList<>(frames);
      Collections.reverse(innermost);
      frames.clear();
      inTrace = false;
      // Below a group its members follow, and they name the fault.
      boolean onlyGroup =
          root != null
              && root.type().endsWith("ExceptionGroup")
              && line.text().strip().startsWith("|");
      boolean cancelled = root != null && root.type().endsWith("CancelledError");
      // What a library threw at itself before it threw at the program is cut off first.
      boolean within =
          root != null
              && root.frames().stream().noneMatch(Frame::own)
              && innermost.stream().anyMatch(Frame::own);
      if (root != null && !onlyGroup && !cancelled && !within) return;
      String message = head.group(2) == null ? "" : head.group(2) + more(line, head.group(2));
      if (type.equals("RecursionError")) innermost = Recursion.of(innermost, 2);
      root =
          new Fault(
              KIND,
              rank,
              line.at(),
              type,
              message,
              innermost,
              OF_CODE.contains(Types.simple(type)));
    }

    /** {@code 2 validation errors for Settings}, {@code invalid settings:}: which, stands below. */
    private String more(Line line, String message) {
      if (!message.endsWith(":") && !message.contains("validation error")) return "";
      StringBuilder more = new StringBuilder();
      for (int i = lines.indexOf(line) + 1; i < lines.size() && more.length() < 200; i++) {
        Line next = lines.get(i);
        if (next.trimmed().isEmpty()
            || (next.stamped() && next.at() != line.at())
            || !Objects.equals(next.ident(), line.ident())) break;
        more.append(' ').append(next.trimmed());
        if (next.indent() > 0) break;
      }
      return more.toString();
    }

    private void report() {
      Fault done = root;
      root = null;
      if (done != null) {
        if (done.type().equals("Fatal Python error") && !frames.isEmpty()) {
          done =
              new Fault(
                  done.kind(), done.rank(), done.at(), done.type(), done.message(), frames, false);
          frames.clear();
        }
        found.accept(done);
      }
      rank = Rank.DEATH;
      chained = false;
    }
  }
}
