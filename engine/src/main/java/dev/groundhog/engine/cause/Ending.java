package dev.groundhog.engine.cause;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a run died, in the engine's words: {@code exit-code 3}, {@code signal SEGV}. It decides only
 * where no log does, but it says whether a logged error can have been the end.
 */
final class Ending {
  /** A process that is ended so had no time to log why; what it logged before was not the end. */
  private static final Set<String> SUDDEN =
      Set.of("SEGV", "BUS", "ILL", "FPE", "KILL", "TRAP", "SYS", "XCPU", "XFSZ");

  private static final Pattern EXITED =
      Pattern.compile(
          ".*(?:[Mm]ain|[Cc]ontrol) process exited, code=(exited|killed|dumped),"
              + " status=(\\d+)(?:/(\\w+))?.*");
  private static final Pattern RESULT = Pattern.compile(".*Failed with result '([\\w-]+)'.*");

  private Ending() {}

  /** The ending, from what the event says or else from systemd's lines; null if neither does. */
  static @Nullable String of(@Nullable String exit, List<Line> lines) {
    if (exit != null && !exit.isBlank() && !"exit".equals(exit)) {
      boolean helper =
          lines.stream().anyMatch(l -> l.text().contains("Control process exited, code=exited"))
              && lines.stream().noneMatch(l -> l.text().contains("Main process exited"));
      return helper ? plain(exit) + " of a control process" : plain(exit);
    }
    String told = null;
    for (Line line : lines) {
      String text = line.text();
      Matcher exited = text.contains("rocess exited, code=") ? EXITED.matcher(text) : null;
      if (exited != null && exited.matches()) {
        boolean signal = !"exited".equals(exited.group(1)) && exited.group(3) != null;
        told = signal ? "signal " + exited.group(3) : "exit-code " + exited.group(2);
      }
      Matcher result =
          told == null && text.contains("ailed with result") ? RESULT.matcher(text) : null;
      if (result != null && result.matches()) told = result.group(1);
    }
    return told;
  }

  /** The same words as systemd's own lines about it give. */
  static Fault fault(String ending) {
    if (ending.startsWith("oom-kill"))
      return new Fault("how the run ended", Rank.ENDING, 0, SystemReader.OOM, "");
    if (ending.startsWith("watchdog"))
      return new Fault("how the run ended", Rank.ENDING, 0, SystemReader.WATCHDOG_WORDS, "");
    return new Fault("how the run ended", Rank.ENDING, 0, "ended", ending);
  }

  /**
   * A core dump is the same death as the signal alone: whether cores are kept is the host's matter.
   */
  private static String plain(String exit) {
    return exit.startsWith("core-dump ") ? "signal " + exit.substring(10) : exit;
  }

  static boolean isSudden(@Nullable String ending) {
    if (ending == null) return false;
    if (ending.startsWith("oom-kill") || ending.startsWith("watchdog")) return true;
    return ending.startsWith("signal ") && SUDDEN.contains(ending.substring(7));
  }

  /** Whether it says more than that the program gave up by itself. */
  static boolean isTelling(@Nullable String ending) {
    return ending != null && !ending.startsWith("exit-code") && !ending.startsWith("success");
  }
}
