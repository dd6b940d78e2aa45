package dev.groundhog.slack.digest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run died, for people: {@code exit-code 137} is what the contract says, "exit 137 (killed by
 * SIGKILL, often out of memory)" is what helps at night.
 */
final class Exits {
  /** Sources: signal(7); what usually sends it is experience and therefore says "often". */
  private static final Map<String, String> SIGNALS =
      Map.ofEntries(
          Map.entry("KILL", "often out of memory"),
          Map.entry("SEGV", "segmentation fault"),
          Map.entry("ABRT", "aborted by itself"),
          Map.entry("BUS", "bad memory access"),
          Map.entry("FPE", "arithmetic error"),
          Map.entry("ILL", "illegal instruction"),
          Map.entry("TERM", "asked to end"),
          Map.entry("INT", "interrupted"),
          Map.entry("HUP", "hang-up"),
          Map.entry("PIPE", "wrote to a closed pipe"),
          Map.entry("TRAP", "trap or failed assertion"),
          Map.entry("SYS", "forbidden system call"),
          Map.entry("XCPU", "CPU time limit"),
          Map.entry("XFSZ", "file size limit"));

  /** Numbers on Linux, all architectures but MIPS, Alpha, SPARC and PA-RISC; signal(7). */
  private static final Map<String, String> NUMBERS =
      Map.ofEntries(
          Map.entry("1", "HUP"),
          Map.entry("2", "INT"),
          Map.entry("4", "ILL"),
          Map.entry("5", "TRAP"),
          Map.entry("6", "ABRT"),
          Map.entry("7", "BUS"),
          Map.entry("8", "FPE"),
          Map.entry("9", "KILL"),
          Map.entry("11", "SEGV"),
          Map.entry("13", "PIPE"),
          Map.entry("15", "TERM"),
          Map.entry("24", "XCPU"),
          Map.entry("25", "XFSZ"),
          Map.entry("31", "SYS"));

  /** What a shell or systemd means by an exit code; systemd.exec(5), "Process exit codes". */
  private static final Map<String, String> CODES =
      Map.ofEntries(
          Map.entry("126", "not executable"),
          Map.entry("127", "command not found"),
          Map.entry("200", "systemd could not enter the working directory"),
          Map.entry("203", "systemd could not execute it"),
          Map.entry("205", "systemd could not set a limit"),
          Map.entry("208", "systemd could not set up its input"),
          Map.entry("209", "systemd could not set up its output"),
          Map.entry("216", "systemd could not change to its group"),
          Map.entry("217", "systemd could not change to its user"),
          Map.entry("218", "systemd could not set its capabilities"),
          Map.entry("226", "systemd could not set up its namespaces"),
          Map.entry("233", "systemd could not make its runtime directory"),
          Map.entry("238", "systemd could not make its state directory"));

  private Exits() {}

  /**
   * @param exit a key of {@code Alert.exits}: systemd's result and, where there is one, the status
   */
  static String decode(String exit) {
    String clean = Clean.line(exit, 80).strip();
    int space = clean.indexOf(' ');
    String result = space < 0 ? clean : clean.substring(0, space);
    String status = space < 0 ? "" : clean.substring(space + 1).strip();
    return switch (result) {
      case "exit-code" ->
          status.isEmpty() ? "an exit code" : explained("exit " + status, code(status));
      case "signal" -> status.isEmpty() ? "a signal" : signal(status);
      case "core-dump" -> status.isEmpty() ? "a core dump" : signal(status) + ", core dumped";
      case "oom-kill" -> "the out-of-memory killer";
      case "watchdog" -> "systemd's watchdog (it stopped answering)";
      case "timeout" -> "a timeout (too slow to start or stop)";
      case "start-limit-hit" -> "the start limit (systemd gave up)";
      case "resources" -> "missing resources (systemd could not start it)";
      case "protocol" -> "a protocol error (it did not report to systemd as promised)";
      case "success" -> "a clean exit, again and again";
      case "" -> "an unknown cause";
      default -> clean;
    };
  }

  private static @Nullable String code(String status) {
    String meaning = CODES.get(status);
    if (meaning != null) return meaning;
    if (!status.matches("1[2-5][0-9]|16[0-4]")) return null;
    // A shell reports a child that died of signal n as 128 + n.
    String name = NUMBERS.get(Integer.toString(Integer.parseInt(status) - 128));
    return name == null ? null : signal(name).replace(" (", ", ").replace(")", "");
  }

  private static String signal(String status) {
    String bare = status.startsWith("SIG") ? status.substring(3) : status;
    String name = NUMBERS.getOrDefault(bare, bare);
    String full = name.matches("[0-9]+") ? "signal " + name : "SIG" + name;
    return explained(full, SIGNALS.get(name));
  }

  private static String explained(String what, @Nullable String meaning) {
    return meaning == null ? what : what + " (" + meaning + ")";
  }
}
