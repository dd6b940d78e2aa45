package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * C and C++: assertions, uncaught exceptions, sanitizers, glibc's last words, the dynamic linker.
 */
final class NativeReader implements Reader {
  /** {@code chat: src/a.c:12: main: Assertion `x == 1' failed.} */
  private static final Pattern ASSERT =
      Pattern.compile(
          "(?:[^:]{1,200}: )?([^:\\s]{1,300}):\\d+: (.{1,300}?): [Aa]ssertion [`'\"‘](.*)['\"’]"
              + " failed\\.?.*");

  private static final Pattern BSD_ASSERT =
      Pattern.compile(
          "[Aa]ssertion failed: \\(?(.{1,300}?)\\)?,? (?:function (\\w+), )?(?:file|at)"
              + " ([^,\\s]+).*");

  private static final Pattern TERMINATE =
      Pattern.compile("terminate called after throwing an instance of '([^']{1,300})'");

  private static final Pattern LIBCXX =
      Pattern.compile(
          "libc\\+\\+abi: terminating (?:due to|with) uncaught exception of type ([^:]{1,200})(?::"
              + " (.*))?");

  private static final Pattern CHECK =
      Pattern.compile("(?:\\S+:\\d+\\]? )?Check failed: (.{1,300})");

  private static final Pattern RUNTIME_ERROR =
      Pattern.compile("([^:\\s]{1,300}):\\d+(?::\\d+)?: runtime error: (.*)");

  /** What glibc, libstdc++ and the linker say themselves. */
  private static final Pattern LAST_WORDS =
      Pattern.compile(
          "\\*\\*\\* (.{1,100}) \\*\\*\\*.*|((?:free|malloc|realloc|munmap_chunk|calloc)\\(\\):"
              + " .*|double free or corruption.*|corrupted"
              + " (?:size|double-linked).*|malloc_consolidate\\(\\): .*|pure virtual method"
              + " called|terminate called without an active exception|terminate called"
              + " recursively|Fatal glibc error: .*|sysmalloc: .*)");

  private static final Pattern LOADER =
      Pattern.compile(
          "(?:\\S{1,200}: )?(error while loading shared libraries: .*|symbol lookup error:"
              + " .*|/\\S+: version `.*' not found.*|relocation error: .*|cannot execute binary"
              + " file.*)");

  private static final Pattern SEGFAULT_IN_KERNEL =
      Pattern.compile("([^\\[\\s]{1,64})\\[\\d+\\]: segfault at .*?(?: in ([^\\[\\s]+)\\[.*)?");

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
    new SanitizerReader().read(lines, found);
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      String text = line.trimmed();
      if (text.isEmpty()) continue;
      if (text.contains("ssertion ")) assertion(lines, i, text, found);
      else if (text.startsWith("terminate called after")) terminate(lines, i, text, found);
      else if (text.startsWith("libc++abi: ")) libcxx(line, text, found);
      else if (text.contains("Check failed: ")) check(line, text, found);
      else if (text.contains(": runtime error: ")) runtimeError(line, text, found);
      else words(lines, i, text, found);
      if (text.startsWith("Stack trace of thread ")) {
        found.accept(
            new Fault(
                "core dump",
                Rank.NOTICE,
                line.at(),
                "core dumped",
                "",
                CoreStack.frames(lines),
                false));
      }
    }
  }

  private static void words(List<Line> lines, int i, String text, Consumer<Fault> found) {
    Line line = lines.get(i);
    char c = text.charAt(0);
    if (c == '*' || "fmrcdpts".indexOf(c) >= 0 || text.startsWith("Fatal glibc")) {
      Matcher words = LAST_WORDS.matcher(text);
      if (words.matches()) {
        String said = words.group(1) == null ? words.group(2) : words.group(1);
        if (said.startsWith("Aborted at")
            || said.startsWith("SIG")
            || said.startsWith("Check failure")) return;
        Rank rank = said.startsWith("terminate called") ? Rank.UNCAUGHT : Rank.DEATH;
        found.accept(
            new Fault(
                "glibc abort", rank, line.at(), "abort", said, CoreStack.frames(lines), true));
        return;
      }
    }
    if (text.contains("shared libraries")
        || text.contains("symbol lookup")
        || text.contains("version `")
        || text.contains("relocation error")
        || text.contains("binary file")) {
      Matcher loader = LOADER.matcher(text);
      if (loader.matches()) {
        found.accept(
            new Fault(
                "dynamic linker", Rank.DEATH, line.at(), "", loader.group(1), List.of(), true));
        return;
      }
    }
    kernel(line, text, found);
    notice(lines, line, text, found);
  }

  private static void assertion(List<Line> lines, int i, String text, Consumer<Fault> found) {
    int at = lines.get(i).at();
    Matcher matcher = ASSERT.matcher(text);
    if (matcher.matches()) {
      String function = signature(matcher.group(2));
      found.accept(
          new Fault(
              "failed assertion",
              Rank.DEATH,
              at,
              "Assertion failed",
              matcher.group(3),
              List.of(new Frame(at, function + " (" + base(matcher.group(1)) + ")", true)),
              true));
      return;
    }
    Matcher bsd = BSD_ASSERT.matcher(text);
    if (!bsd.matches()) return;
    String function = bsd.group(2) == null ? "" : bsd.group(2) + " ";
    found.accept(
        new Fault(
            "failed assertion",
            Rank.DEATH,
            at,
            "Assertion failed",
            bsd.group(1),
            List.of(new Frame(at, function + "(" + base(bsd.group(3)) + ")", true)),
            true));
  }

  /** {@code void Queue::push(const std::string&)} to {@code Queue::push}. */
  private static String signature(String function) {
    int open = function.indexOf('(');
    String head = open > 0 ? function.substring(0, open) : function;
    return head.substring(head.lastIndexOf(' ') + 1);
  }

  static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static void terminate(List<Line> lines, int i, String text, Consumer<Fault> found) {
    Matcher matcher = TERMINATE.matcher(text);
    if (!matcher.matches()) return;
    String what = "";
    for (int next = i + 1; next < lines.size() && next <= i + 6; next++) {
      String said = lines.get(next).trimmed();
      if (!said.startsWith("what():")) continue;
      what = said.substring(7).strip();
      break;
    }
    found.accept(
        new Fault(
            "uncaught C++ exception",
            Rank.DEATH,
            lines.get(i).at(),
            matcher.group(1),
            what,
            CoreStack.frames(lines),
            false));
  }

  private static void libcxx(Line line, String text, Consumer<Fault> found) {
    Matcher matcher = LIBCXX.matcher(text);
    String type = matcher.matches() ? matcher.group(1) : "libc++abi";
    String what =
        !matcher.matches() ? text.substring(11) : matcher.group(2) == null ? "" : matcher.group(2);
    found.accept(new Fault("uncaught C++ exception", Rank.DEATH, line.at(), type, what));
  }

  private static void check(Line line, String text, Consumer<Fault> found) {
    Matcher matcher = CHECK.matcher(text);
    if (matcher.find()) {
      found.accept(
          new Fault("failed check", Rank.DEATH, line.at(), "Check failed", matcher.group(1)));
    }
  }

  private static void runtimeError(Line line, String text, Consumer<Fault> found) {
    Matcher matcher = RUNTIME_ERROR.matcher(text);
    if (!matcher.matches()) return;
    Frame frame = new Frame(line.at(), base(matcher.group(1)), true);
    found.accept(
        new Fault(
            "undefined behaviour",
            Rank.LOGGED,
            line.at(),
            "runtime error",
            matcher.group(2),
            List.of(frame),
            true));
  }

  private static void kernel(Line line, String text, Consumer<Fault> found) {
    Matcher segfault = text.contains("segfault at") ? SEGFAULT_IN_KERNEL.matcher(text) : null;
    if (segfault != null && segfault.matches()) {
      trap(line, "segfault", segfault.group(1), segfault.group(2), found);
      return;
    }
    Matcher trap = text.startsWith("traps: ") ? TRAP_IN_KERNEL.matcher(text) : null;
    if (trap != null && trap.matches())
      trap(line, trap.group(2), trap.group(1), trap.group(3), found);
  }

  private static void trap(
      Line line,
      String what,
      String program,
      @org.jspecify.annotations.Nullable String library,
      Consumer<Fault> found) {
    String where = library == null ? program : program + " in " + library;
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
    List<Frame> frames = CoreStack.frames(lines);
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

  /** What systemd-coredump and gdb print: {@code #0 0x00007f n/a (libc.so.6 + 0x8a)}. */
  static final class CoreStack {
    private static final Pattern FRAME =
        Pattern.compile(
            "#\\d+ +(?:0x[0-9a-f]+ +)?(?:in )?([\\w:~<>.@]+)(?:\\(.*?\\))? ?(?:\\((\\S+) \\+"
                + " 0x[0-9a-f]+\\)|\\(.*| at .*)?.*");

    private CoreStack() {}

    static List<Frame> frames(List<Line> lines) {
      List<Frame> frames = new ArrayList<>();
      for (Line line : lines) {
        String text = line.trimmed();
        if (text.isEmpty() || text.charAt(0) != '#' || text.indexOf("0x") < 0) continue;
        Matcher matcher = FRAME.matcher(text);
        if (!matcher.matches()) continue;
        if (text.startsWith("#0") && !frames.isEmpty()) break;
        String function = matcher.group(1);
        String module = matcher.group(2) == null ? "" : matcher.group(2);
        boolean own =
            !function.equals("n/a")
                && !isLibc(function)
                && !module.startsWith("libc.so")
                && !module.startsWith("libc-")
                && !module.startsWith("libstdc++")
                && !module.startsWith("ld-");
        frames.add(new Frame(line.at(), function, own));
      }
      return frames;
    }

    static boolean isLibc(String function) {
      return function.startsWith("_")
          || function.startsWith("std::")
          || function.startsWith("operator")
          || switch (function) {
            case "raise",
                "abort",
                "main",
                "gsignal",
                "free",
                "malloc",
                "calloc",
                "realloc",
                "memcpy",
                "memmove",
                "memset",
                "strcpy",
                "strlen",
                "strcat",
                "strncpy",
                "strdup",
                "printf",
                "sprintf",
                "pthread_kill",
                "clone",
                "clone3",
                "start_thread" ->
                !function.equals("main");
            default -> false;
          };
    }
  }
}
