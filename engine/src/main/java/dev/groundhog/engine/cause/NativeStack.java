package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stacks of native code: what systemd-coredump and gdb print, and what the handlers of C and C++
 * programs print of themselves, by glibc, glog, Boost and others.
 */
final class NativeStack {
  /** {@code #0 0x00007f n/a (libc.so.6 + 0x8a)}, {@code #1 0x55d0 in route (x=1) at chat.c:12}. */
  private static final Pattern CORE =
      Pattern.compile(
          "#\\d+ +(?:0x[0-9a-f]+ +)?(?:in )?([\\w:~<>.@]+)(?:\\(.*?\\))? ?(?:\\((\\S+) \\+"
              + " 0x[0-9a-f]+\\)|\\(.*| at .*)?.*");

  /** glibc's backtrace_symbols: {@code /srv/chat(route+0x26)[0x55d0]}. */
  private static final Pattern GLIBC =
      Pattern.compile(
          "(?:\\[?bt\\]?:? ?)?(\\S{1,300})\\(([^()+]{0,400})(?:\\+0x[0-9a-f]+)?\\) ?\\[0x[0-9a-f]+\\]");

  /**
   * glog and abseil: {@code @ 0x55d0 chat::route()}; Boost: {@code 0# chat::route() at a.cpp:1}.
   */
  private static final Pattern MARKED =
      Pattern.compile(
          "(?:(?:PC: )?@ +0x[0-9a-f]+(?: +\\d+)? +|\\d+# (?:0x[0-9a-f]+ )?)(?:in )?([\\w:~<>$]+(?:::operator\\(\\))?)(?:\\(.*)?(?: (?:in|at) .*)?");

  /** backward-cpp: {@code #3 Source "/src/a.cpp", line 12, in route}. */
  private static final Pattern SOURCE =
      Pattern.compile("#\\d+ +(?:Source|Object) \"([^\"]{1,300})\",.* in ([\\w:~<>]+).*");

  private static final int ROUNDS = 4;

  private NativeStack() {}

  /** What systemd-coredump and debuggers wrote, of the first stack. */
  static List<Frame> ofCore(List<Line> lines) {
    List<Frame> frames = new ArrayList<>();
    for (Line line : lines) {
      String text = line.trimmed();
      if (text.isEmpty() || text.charAt(0) != '#' || text.indexOf("0x") < 0) continue;
      Matcher matcher = CORE.matcher(text);
      if (!matcher.matches()) continue;
      if (text.startsWith("#0") && !frames.isEmpty()) break;
      String module = matcher.group(2) == null ? "" : matcher.group(2);
      frames.add(frame(line, matcher.group(1), module));
    }
    return frames;
  }

  /** What the program's own handler printed from line {@code from} on. */
  static List<Frame> ofHandler(List<Line> lines, int from) {
    List<Frame> frames = new ArrayList<>();
    for (int i = from; i < lines.size(); i++) {
      Frame frame = ofHandler(lines.get(i));
      if (frame != null) frames.add(frame);
    }
    dropHandler(frames);
    return Recursion.isIn(frames, ROUNDS) ? Recursion.of(frames, ROUNDS) : frames;
  }

  private static @Nullable Frame ofHandler(Line line) {
    String text = line.trimmed();
    if (text.length() < 8) return null;
    char c = text.charAt(0);
    if (text.endsWith("]") && text.contains("[0x")) {
      Matcher matcher = GLIBC.matcher(text);
      return matcher.matches()
          ? frame(line, matcher.group(2), NativeReader.base(matcher.group(1)))
          : null;
    }
    if (c == '#') {
      Matcher source = SOURCE.matcher(text);
      if (source.matches()) return frame(line, source.group(2), NativeReader.base(source.group(1)));
      Matcher core = text.contains("0x") ? CORE.matcher(text) : null;
      return core != null && core.matches() ? frame(line, core.group(1), "") : null;
    }
    if (c != '@' && c != 'P' && text.indexOf('#') < 1) return null;
    Matcher matcher = MARKED.matcher(text);
    return matcher.matches() ? frame(line, matcher.group(1), "") : null;
  }

  /** The functions above the signal's return are those that print the stack. */
  private static void dropHandler(List<Frame> frames) {
    for (int i = 0; i < Math.min(4, frames.size()); i++) {
      boolean library = !frames.get(i).own() && !frames.get(i).name().equals("?");
      boolean before = frames.subList(0, i).stream().anyMatch(Frame::own);
      if (library && before) {
        frames.subList(0, i).clear();
        return;
      }
    }
  }

  private static Frame frame(Line line, String symbol, String module) {
    String function = demangled(symbol);
    boolean own =
        !function.isEmpty()
            && !function.equals("n/a")
            && !isLibrary(function)
            && !module.startsWith("libc.so")
            && !module.startsWith("libc-")
            && !module.startsWith("libstdc++")
            && !module.startsWith("libpthread")
            && !module.startsWith("ld-");
    boolean unnamed = function.isEmpty() && !module.startsWith("lib");
    return new Frame(line.at(), unnamed ? "?" : function.isEmpty() ? module : function, own);
  }

  /** {@code _ZNK4chat5Table5parseERKSs} to {@code chat::Table::parse}; others as they are. */
  static String demangled(String symbol) {
    if (!symbol.startsWith("_Z")) return symbol;
    if (symbol.startsWith("_ZSt") || symbol.startsWith("_ZNSt") || symbol.startsWith("_ZNKSt"))
      return "std::" + symbol;
    StringBuilder name = new StringBuilder();
    int at = 2;
    if (at < symbol.length() && symbol.charAt(at) == 'N') at++;
    while (at < symbol.length() && "KVO".indexOf(symbol.charAt(at)) >= 0) at++;
    while (at < symbol.length() && Character.isDigit(symbol.charAt(at))) {
      int digits = at;
      while (at < symbol.length() && Character.isDigit(symbol.charAt(at)) && at - digits < 4) at++;
      int end = at + Integer.parseInt(symbol.substring(digits, at));
      if (end > symbol.length()) break;
      name.append(name.length() == 0 ? "" : "::").append(symbol, at, end);
      at = end;
    }
    return name.length() == 0 ? symbol : name.toString();
  }

  private static final Set<String> LIBC =
      Words.of(
          """
          raise abort gsignal free malloc calloc realloc memcpy memmove memset strcpy strlen
          strcat strncpy strdup printf sprintf pthread_kill clone clone3 start_thread backtrace
          backtrace_symbols_fd
          """);

  /** Of the C library, of C++'s, or of libraries that are nearly everywhere. */
  static boolean isLibrary(String function) {
    return function.startsWith("_")
        || function.contains("std::")
        || function.contains("__gnu_cxx::")
        || function.contains("boost::")
        || function.contains("absl::")
        || function.contains("google::")
        || function.startsWith("operator")
        || LIBC.contains(function);
  }
}
