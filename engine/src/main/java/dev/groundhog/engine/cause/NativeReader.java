package dev.groundhog.engine.cause;

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
          "\\*\\*\\* ([^*]{1,80}? detected|%n in writable segments? detected|invalid %N\\$ use"
              + " detected) \\*\\*\\*.*|((?:free|malloc|realloc|munmap_chunk|calloc)\\(\\):"
              + " .*|double free or corruption.*|corrupted"
              + " (?:size|double-linked).*|malloc_consolidate\\(\\): .*|pure virtual method"
              + " called|terminate called without an active exception|terminate called"
              + " recursively|Fatal glibc error: .*|sysmalloc: .*)");

  private static final Pattern LOADER =
      Pattern.compile(
          "(?:\\S{1,200}: )?(error while loading shared libraries: .*|symbol lookup error:"
              + " .*|/\\S+: version `.*' not found.*|relocation error: .*|cannot execute binary"
              + " file.*)");

  @Override
  public void read(List<Line> lines, Consumer<Fault> found) {
    new SanitizerReader().read(lines, found);
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      String text = line.trimmed();
      if (text.isEmpty() || line.isStep()) continue;
      if (text.contains("ssertion ")) assertion(lines, i, text, found);
      else if (text.startsWith("terminate called after")) terminate(lines, i, text, found);
      else if (text.startsWith("libc++abi: ")) libcxx(line, text, found);
      else if (text.contains("::") && HANDLED.matcher(text).matches()) handled(line, text, found);
      else if (text.contains("Check failed: ")) check(line, text, found);
      else if (text.contains(": runtime error: ")) runtimeError(line, text, found);
      else words(lines, i, text, found);
    }
  }

  private static void words(List<Line> lines, int i, String text, Consumer<Fault> found) {
    Line line = lines.get(i);
    char c = text.charAt(0);
    if (c == '*' || "fmrcdpts".indexOf(c) >= 0 || text.startsWith("Fatal glibc")) {
      Matcher words = LAST_WORDS.matcher(text);
      if (words.matches()) {
        String said = words.group(1) == null ? words.group(2) : words.group(1);
        Rank rank = said.startsWith("terminate called") ? Rank.UNCAUGHT : Rank.DEATH;
        found.accept(
            new Fault(
                "glibc abort", rank, line.at(), "abort", said, NativeStack.ofCore(lines), true));
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
            NativeStack.ofCore(lines),
            false));
  }

  /**
   * What a program's own terminate handler says: {@code active exception std::out_of_range: at}.
   */
  private static void handled(Line line, String text, Consumer<Fault> found) {
    Matcher matcher = HANDLED.matcher(text);
    if (!matcher.matches()) return;
    String what =
        matcher.group(2) == null ? "" : matcher.group(2).replaceFirst("^what\\(\\):\\s*", "");
    found.accept(
        new Fault("uncaught C++ exception", Rank.DEATH, line.at(), matcher.group(1), what));
  }

  private static final Pattern HANDLED =
      Pattern.compile(
          "(?i:.{0,60}?\\b(?:terminate|uncaught|unhandled|active|fatal)\\b.{0,60}?)(?<![\\w:])'?((?:\\w{1,80}::){1,8}\\w{1,80})'?(?:: (.*))?");

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
}
