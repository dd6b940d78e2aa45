package dev.groundhog.standalone.demo;

import java.io.PrintStream;
import java.util.Locale;

/**
 * What the person at the terminal reads: one calm line per thing that happens, with the time since
 * the first crash. Lines come from several threads, whole.
 */
final class Narrator {
  /** With time and name before it about 100, the width of the message itself. */
  private static final int TEXT_WIDTH = 84;

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
    String indent = " ".repeat(when.length() + 10);
    say(dim(when) + "  " + String.format(Locale.ROOT, "%-6s", who) + "  " + wrap(what, indent));
  }

  /** Between words, so that what belongs to a line stays under it. */
  private static String wrap(String text, String indent) {
    StringBuilder wrapped = new StringBuilder();
    int width = 0;
    for (String word : text.split(" ", -1)) {
      if (width > 0 && width + word.length() > TEXT_WIDTH) {
        wrapped.append('\n').append(indent);
        width = 0;
      } else if (width > 0) {
        wrapped.append(' ');
      }
      wrapped.append(word);
      width += word.length() + 1;
    }
    return wrapped.toString();
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
