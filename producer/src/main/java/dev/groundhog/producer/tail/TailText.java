package dev.groundhog.producer.tail;

import dev.groundhog.events.Tail;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes of what a process wrote a tail that is safe to show and small enough to send: UTF-8, no
 * control characters, at most {@link Tail#MAX_LINES} lines and {@link Tail#MAX_BYTES} bytes, the
 * end kept, because the decisive lines are there. Pure.
 *
 * <p>The order matters: escape sequences go first, because they can stand inside a word; whatever
 * masks a line sees it whole; only then is it cut, because half a secret no longer looks like one.
 */
public final class TailText {
  /** CSI, OSC (ended by BEL or ST), and the two-byte escapes. Source: ECMA-48. */
  private static final Pattern ESCAPE =
      Pattern.compile(
          "\u001b(?:\\[[0-?]{0,64}[ -/]{0,8}[@-~]|\\][^\u0007\u001b]{0,4096}(?:\u0007|\u001b\\\\)?|[ -/]{0,8}[0-~])");

  /** C0 but the tab, DEL, C1, line separators, and what turns the direction of text around. */
  private static final Pattern CONTROL =
      Pattern.compile(
          "[\u0000-\u0008\n-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]");

  private TailText() {}

  /** The lines in bytes of a log; a last line without line feed counts, an empty one does not. */
  public static List<String> lines(byte[] raw) {
    String text = new String(raw, StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>(List.of(text.split("\r?\n", -1)));
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty())
      lines.remove(lines.size() - 1);
    return lines;
  }

  /**
   * @param raw oldest first, as the process wrote them
   * @param wanted how many of the last lines are wanted
   * @param mask sees each line clean and whole, before anything is cut
   * @param note what could not be read, or null
   */
  public static Tail of(
      String source,
      List<String> raw,
      int wanted,
      UnaryOperator<List<String>> mask,
      @Nullable String note) {
    List<String> clean = mask.apply(raw.stream().map(TailText::clean).toList());
    Deque<String> kept = new ArrayDeque<>();
    int room = Tail.MAX_BYTES;
    int most = Math.min(wanted, Tail.MAX_LINES);
    for (int i = clean.size() - 1; i >= 0 && kept.size() < most && room > 0; i--) {
      String line = endOf(clean.get(i), room);
      room -= utf8Length(line);
      kept.addFirst(line);
    }
    return new Tail(
        source,
        List.copyOf(kept),
        clean.size() - kept.size(),
        0,
        note == null ? null : clean(note));
  }

  /** One line without escape sequences and control characters. */
  static String clean(String line) {
    String plain = line.indexOf('\u001b') < 0 ? line : ESCAPE.matcher(line).replaceAll("");
    return CONTROL.matcher(plain).replaceAll("");
  }

  /** The end of a line that fits into {@code room} bytes of UTF-8, never half a character. */
  private static String endOf(String line, int room) {
    int from = line.length();
    int used = 0;
    while (from > 0) {
      int code = line.codePointBefore(from);
      used += utf8Length(code);
      if (used > room) break;
      from -= Character.charCount(code);
    }
    return line.substring(from);
  }

  private static int utf8Length(String line) {
    return line.codePoints().map(TailText::utf8Length).sum();
  }

  /** An unpaired surrogate becomes a question mark of one byte; it is counted as more. */
  private static int utf8Length(int code) {
    if (code < 0x80) return 1;
    if (code < 0x800) return 2;
    return code < 0x10000 ? 3 : 4;
  }
}
