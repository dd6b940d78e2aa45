package dev.groundhog.ctl.terminal;

import java.time.Duration;
import java.util.Locale;

/**
 * How far something is, on one line of always the same width.
 *
 * <pre>
 * replay    42 %  ██████████▏·············     1,234,567    81,222/s  21s left
 * </pre>
 *
 * Pure.
 */
final class ProgressLine {
  static final int WIDTH = 78;
  private static final int BAR = 24;
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  private ProgressLine() {}

  /**
   * @param what one word of at most 8 letters
   * @param share of the whole that is done, 0 to 1; more and less are taken for these
   * @param records so far
   * @param elapsed since the beginning, more than nothing
   */
  static String render(String what, double share, long records, Duration elapsed) {
    double done = Math.max(0, Math.min(1, share));
    double seconds = Math.max(0.001, elapsed.toNanos() / 1e9);
    String line =
        String.format(
            Locale.ROOT,
            "%-8.8s %3d %%  %s %13s %11s  %s",
            what,
            (int) (done * 100),
            bar(done),
            count(records),
            count(Math.round(records / seconds)) + "/s",
            left(done, seconds));
    return line.length() > WIDTH
        ? line.substring(0, WIDTH)
        : line + " ".repeat(WIDTH - line.length());
  }

  private static String bar(double done) {
    int eighths = (int) (done * BAR * 8);
    StringBuilder bar = new StringBuilder("█".repeat(eighths / 8));
    if (bar.length() < BAR && eighths % 8 > 0) bar.append(EIGHTHS.charAt(eighths % 8));
    return bar.append("·".repeat(BAR - bar.length())).toString();
  }

  /** With separators up to the billions, then in millions. */
  private static String count(long n) {
    return n < 10_000_000_000L
        ? String.format(Locale.ROOT, "%,d", n)
        : String.format(Locale.ROOT, "%,dM", n / 1_000_000);
  }

  /**
   * Assumes that the rest goes as quickly as what is done; nothing is said of the first percent.
   */
  private static String left(double done, double seconds) {
    if (done < 0.01) return "";
    long rest = (long) Math.ceil(seconds * (1 - done) / done);
    if (rest >= 100 * 3600) return "days left";
    if (rest >= 3600) return words("%dh %02dm left", rest / 3600, rest / 60 % 60);
    if (rest >= 60) return words("%dm %02ds left", rest / 60, rest % 60);
    return words("%ds left", rest);
  }

  private static String words(String format, Object... numbers) {
    return String.format(Locale.ROOT, format, numbers);
  }
}
