package dev.groundhog.engine.cause;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who says that a signal ended the process: the kernel, a shell, a core dump, its own handler. */
final class SignalReader implements Reader {
  private static final Pattern SEGFAULT_IN_KERNEL =
      Pattern.compile(
          "(?:([^\\[\\s]{1,64})\\[\\d+\\]: )?segfault at .*?(?: in ([^\\[\\s]+)\\[.*)?");

  private static final Pattern TRAP_IN_KERNEL =
      Pattern.compile(
          "traps: ([^\\[\\s]{1,64})\\[\\d+\\] (?:trap )?(.{1,40}?) ip:.*?(?: in"
              + " ([^\\[\\s]+)\\[.*)?");

  private static final Pattern NOTICE =
      Pattern.compile(
          "(?:.{0,200}?\\s|^)(Segmentation fault|Aborted|Bus error|Illegal instruction|Floating"
              + " point exception|Trace/breakpoint trap|Killed)(?: \\(core"
              + " dumped\\)|\\s*$|\\s{2,}.*)");

  @Override
  public void read(List<Line> lines, Consumer<Fault> found) {
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      String text = line.trimmed();
      if (text.length() < 6 || line.isStep()) continue;
      kernel(line, text, found);
      if (text.contains("ignal") || text.contains("SIG")) signal(lines, i, text, found);
      notice(lines, line, text, found);
      if (text.startsWith("Stack trace of thread ")) {
        found.accept(
            new Fault(
                "core dump",
                Rank.NOTICE,
                line.at(),
                "core dumped",
                "",
                NativeStack.ofCore(lines),
                false));
      }
    }
  }

  /** What a handler of the program's own says, with the stack that it prints. */
  private static void signal(List<Line> lines, int i, String text, Consumer<Fault> found) {
    Matcher matcher = HANDLED_SIGNAL.matcher(text);
    if (!matcher.find()) return;
    List<Frame> frames = NativeStack.ofHandler(lines, i + 1);
    if (frames.stream().noneMatch(Frame::own)) return;
    String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    found.accept(
        new Fault(
            "a signal's handler",
            Rank.NOTICE,
            lines.get(i).at(),
            SIGNALS.getOrDefault(name, name),
            "",
            frames,
            false));
  }

  private static final Pattern HANDLED_SIGNAL =
      Pattern.compile(
          "\\bSIG(SEGV|ABRT|BUS|ILL|FPE|TRAP|SYS)\\b|\\b[Ss]ignal:? (?:number )?(4|5|6|7|8|11)\\b");

  private static final Map<String, String> SIGNALS =
      Map.ofEntries(
          Map.entry("SEGV", "Segmentation fault"),
          Map.entry("11", "Segmentation fault"),
          Map.entry("ABRT", "Aborted"),
          Map.entry("6", "Aborted"),
          Map.entry("BUS", "Bus error"),
          Map.entry("7", "Bus error"),
          Map.entry("ILL", "Illegal instruction"),
          Map.entry("4", "Illegal instruction"),
          Map.entry("FPE", "Floating point exception"),
          Map.entry("8", "Floating point exception"),
          Map.entry("TRAP", "Trace/breakpoint trap"),
          Map.entry("5", "Trace/breakpoint trap"));

  private static void kernel(Line line, String text, Consumer<Fault> found) {
    Matcher segfault = text.contains("segfault at") ? SEGFAULT_IN_KERNEL.matcher(text) : null;
    if (segfault != null && segfault.matches()) {
      // What stands before it looks like a program that logs, and was taken off.
      String program = segfault.group(1) == null ? line.ident() : segfault.group(1);
      trap(line, "segfault", program == null ? "" : program, segfault.group(2), found);
      return;
    }
    Matcher trap = text.startsWith("traps: ") ? TRAP_IN_KERNEL.matcher(text) : null;
    if (trap != null && trap.matches())
      trap(line, trap.group(2), trap.group(1), trap.group(3), found);
  }

  private static void trap(
      Line line, String what, String program, @Nullable String library, Consumer<Fault> found) {
    // Of programs that die in one library the library is the fault.
    String where = library == null ? program : "in " + library;
    found.accept(
        new Fault(
            "the kernel's word",
            Rank.NOTICE,
            line.at(),
            what,
            Tokens.digitsOut(where),
            List.of(),
            true));
  }

  private static void notice(List<Line> lines, Line line, String text, Consumer<Fault> found) {
    if (text.length() > 300
        || !(text.contains("fault")
            || text.contains("Abort")
            || text.contains("rror")
            || text.contains("nstruction")
            || text.contains("xception")
            || text.contains("trap")
            || text.contains("Killed"))) return;
    Matcher matcher = NOTICE.matcher(text);
    if (!matcher.matches()) return;
    List<Frame> frames = NativeStack.ofCore(lines);
    // Aborting is what a program does after it has said why.
    boolean own = matcher.group(1).equals("Aborted") || matcher.group(1).startsWith("Trace");
    found.accept(
        new Fault(
            "a shell's notice",
            own ? Rank.COMPLAINT : Rank.NOTICE,
            line.at(),
            matcher.group(1),
            "",
            frames,
            false));
  }
}
