package dev.groundhog.engine.cause;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rust: panics of both formats, errors that main returns, and the words of a run time that aborts.
 */
final class RustReader implements Reader {
  /** Since 1.73 the message stands in the next line. */
  private static final Pattern PANIC =
      Pattern.compile(
          "thread '([^']{0,200})'(?: \\(\\d+\\))? panicked at (?:'(.*)',"
              + " )?(.{1,300}?):\\d+:(\\d+):?");

  /** A message of many lines, before 1.73: its end stands further down. */
  private static final Pattern OPEN = Pattern.compile("thread '([^']{0,200})' panicked at '(.*)");

  /** What hooks that log panics make of one: {@code shop: panicked at src/a.rs:3:14: no rate}. */
  private static final Pattern LOGGED =
      Pattern.compile("(?:\\S{1,80}: )?panicked at ([^\\s:']{1,300}):\\d+:(\\d+): (.+)");

  /** Where it was built is nothing of the program's. */
  private static final Pattern BUILT_AT =
      Pattern.compile("(?:/|[A-Z]:\\\\).*[/\\\\](?=src[/\\\\])");

  private static final Pattern REGISTRY = Pattern.compile(".*/(?:registry/src|checkouts)/[^/]+/");
  private static final Pattern STD = Pattern.compile("/rustc/[0-9a-f]+/(?:library/)?");

  @Override
  public void read(List<Line> lines, Consumer<Fault> found) {
    boolean panicked = false;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      String text = line.trimmed();
      if (text.contains("panicked at ")) panicked |= panic(lines, i, found);
      else if (text.startsWith("Error: ")) error(lines, i, found);
      else if (text.startsWith("thread ") && text.endsWith("has overflowed its stack")) {
        found.accept(new Fault("Rust abort", Rank.DEATH, line.at(), "stack overflow", ""));
      } else if (text.startsWith("memory allocation of ") && text.contains("bytes failed")) {
        found.accept(new Fault("Rust abort", Rank.DEATH, line.at(), "abort", text));
      } else if (text.startsWith("fatal runtime error: ")
          && !text.contains("stack overflow")
          && !panicked) {
        found.accept(
            new Fault(
                "Rust abort", Rank.UNCAUGHT, line.at(), "fatal runtime error", text.substring(21)));
      }
    }
    if (!panicked) headless(lines, found);
  }

  private static void headless(List<Line> lines, Consumer<Fault> found) {
    Fault panic = RustStack.headless(lines, Rank.UNCAUGHT);
    if (panic != null) {
      found.accept(panic);
      return;
    }
    List<Frame> frames = RustStack.frames(lines, 0);
    if (frames.size() < 2 || lines.stream().noneMatch(line -> line.text().contains(".rs:"))) return;
    found.accept(
        new Fault("Rust stack trace", Rank.HEADLESS, frames.get(0).at(), "", "", frames, false)
            .byFrames());
  }

  private static boolean panic(List<Line> lines, int i, Consumer<Fault> found) {
    Line line = lines.get(i);
    Matcher panic = PANIC.matcher(line.trimmed());
    Matcher logged = LOGGED.matcher(line.trimmed());
    String message;
    String file;
    if (logged.matches()) {
      message = logged.group(3);
      file = logged.group(1);
    } else if (panic.matches()) {
      boolean sameLine = panic.group(2) != null;
      message = sameLine ? panic.group(2) : next(lines, i);
      file = panic.group(3);
    } else {
      Matcher open = OPEN.matcher(line.trimmed());
      if (!open.matches()) return false;
      message = open.group(2);
      file = "";
    }
    // Hosts differ in RUST_BACKTRACE, and builds in what is inlined: the place counts, not the
    // stack.
    // Its line moves when others change; the column only with the statement.
    List<Frame> frames = place(lines, i, file);
    String column = logged.matches() ? logged.group(2) : panic.matches() ? panic.group(4) : null;
    if (column != null && isGeneric(message) && frames.size() == 1) {
      String name = frames.get(0).name();
      if (Tokens.isSource(name))
        frames = List.of(new Frame(line.at(), RustStack.place(name, column), true));
    }
    // A thread that waited for one that panicked: the other one is the fault.
    boolean consequence =
        message.contains("Any { .. }")
            || message.contains("PoisonError")
            || message.contains("RecvError")
            || message.contains("SendError");
    boolean main = panic.matches() && "main".equals(panic.group(1));
    Rank rank = consequence ? Rank.CONSEQUENCE : main ? Rank.DEATH : Rank.UNCAUGHT;
    found.accept(
        new Fault(
            "Rust panic",
            rank,
            line.at(),
            "panic",
            RustStack.general(assertion(message)),
            frames,
            true));
    return true;
  }

  /** The file; where a library panicked, the functions that called it, if there is a stack. */
  private static List<Frame> place(List<Line> lines, int i, String file) {
    if (file.isEmpty()) return List.of();
    String library = REGISTRY.matcher(file).replaceFirst("");
    String name = STD.matcher(library).replaceFirst("");
    if (name.length() < file.length()) {
      List<Frame> stack = RustStack.frames(lines, i + 1);
      if (stack.stream().anyMatch(Frame::own)) return stack;
    }
    return List.of(new Frame(lines.get(i).at(), BUILT_AT.matcher(name).replaceFirst(""), true));
  }

  /** What the standard library says of any place in any program. */
  private static boolean isGeneric(String message) {
    return message.startsWith("called `")
        || message.startsWith("assertion ")
        || message.startsWith("index out of bounds")
        || message.startsWith("attempt to ")
        || message.startsWith("RefCell ")
        || message.startsWith("already ")
        || message.startsWith("no entry found")
        || message.startsWith("range ")
        || message.startsWith("slice index")
        || message.startsWith("byte index")
        || message.startsWith("end byte index")
        || message.startsWith("start byte index")
        || message.startsWith("not yet implemented")
        || message.startsWith("not implemented")
        || message.startsWith("explicit panic")
        || message.equals("internal error: entered unreachable code")
        || message.startsWith("capacity overflow")
        || message.isEmpty();
  }

  /** Before and since 1.73 the words of {@code assert_eq!} differ. */
  private static String assertion(String message) {
    String plain =
        PARSED
            .matcher(message)
            .replaceAll("$1")
            .replace("`(left == right)`", "`left == right`")
            .replace("`(left != right)`", "`left != right`");
    if (plain.startsWith("assertion failed: `left")) {
      return "assertion " + plain.substring(18).replaceFirst("^(`[^`]*`).*", "$1 failed");
    }
    return plain;
  }

  /** Which of its complaints depends on what was parsed. */
  private static final Pattern PARSED =
      Pattern.compile(
          "((?:Parse(?:Int|Float|Bool|Char)Error|Utf8Error|DecodeError)) \\{[^}]{0,200}\\}");

  private static String next(List<Line> lines, int i) {
    for (int next = i + 1; next < lines.size() && next <= i + 3; next++) {
      Line line = lines.get(next);
      String text = line.trimmed();
      if (text.isEmpty() || (line.stamped() && line.level() != null)) continue;
      return text.startsWith("note: ") || text.startsWith("stack backtrace") ? "" : text;
    }
    return "";
  }

  /** What main returned, printed by its Debug: anyhow and eyre list the causes, the root last. */
  private static void error(List<Line> lines, int i, Consumer<Fault> found) {
    Line line = lines.get(i);
    String message = line.trimmed().substring(7).strip();
    String root = null;
    boolean causes = false;
    for (int next = i + 1; next < lines.size() && next <= i + 16; next++) {
      String text = lines.get(next).trimmed();
      if (text.startsWith("at ")) return;
      if (text.equals("Caused by:")) causes = true;
      else if (text.startsWith("Stack backtrace") || text.startsWith("Location:")) break;
      else if (causes && !text.isEmpty() && lines.get(next).indent() > 0)
        root = text.replaceFirst("^\\d+: ", "");
      else if (causes && !text.isEmpty()) break;
    }
    String all = root == null ? message : message + ": " + root;
    boolean known =
        root != null
            || message.contains(" { ")
            || message.contains("(os error ")
            || message.matches("\\w+\\(.*\\)|[A-Z]\\w*");
    found.accept(
        new Fault(
            "an error that main returned",
            known ? Rank.UNCAUGHT : Rank.BARE,
            line.at(),
            "Error",
            all));
  }
}
