package dev.groundhog.standalone.demo;

import java.io.PrintStream;
import java.util.Locale;

/**
 * What the person at the terminal reads: one calm line per thing that happens, with the time since
 * the first crash. Lines come from several threads, whole.
 */
final class Narrator {
  private final PrintStream out;
  private final boolean colours;
  private long firstCrashNanos;

  /**
   * @param colours whether the reader's terminal understands ANSI
   */
  Narrator(PrintStream out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  /** Time counts from now. */
  synchronized void firstCrash() {
    firstCrashNanos = System.nanoTime();
  }

  /** A line outside the story. */
  synchronized void say(String line) {
    out.println(line);
    out.flush();
  }

  /** A line of the story: when, who, what. */
  synchronized void tell(String who, String what) {
    double seconds = firstCrashNanos == 0 ? 0 : (System.nanoTime() - firstCrashNanos) / 1e9;
    String when = String.format(Locale.ROOT, "%6.1f s", seconds);
    say(dim(when) + "  " + String.format(Locale.ROOT, "%-6s", who) + "  " + what);
  }

  /** What the sink prints where no Slack is configured, in its place in the story. */
  synchronized void sinkSaid(String line) {
    boolean isReply = line.contains("↻") || line.contains("↳");
    if (isReply) tell("slack", line);
    else say(line.isEmpty() ? "" : "    " + line);
  }

  String dim(String text) {
    return paint(2, text);
  }

  String bold(String text) {
    return paint(1, text);
  }

  private String paint(int code, String text) {
    return colours ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
  }
}
