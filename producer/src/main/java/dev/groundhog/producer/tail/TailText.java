package dev.groundhog.producer.tail;

import dev.groundhog.events.Tail;
import dev.groundhog.producer.redact.Mask;
import dev.groundhog.producer.redact.MaskedLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

  /** Characters; twice of what a tail may have, because masking makes lines shorter. */
  private static final int LONGEST_LINE = 2 * Tail.MAX_BYTES;

  /** Characters: a JWT or a key in one line. */
  private static final int LONGEST_SECRET = 4096;

  /** In UTF-8; what takes four is two of Java's. */
  private static final int MOST_BYTES_A_CHAR = 3;

  private TailText() {}

  /** The lines in bytes of a log; a last line without line feed counts, an empty one does not. */
  public static List<String> lines(byte[] raw) {
    List<String> lines = split(new String(raw, StandardCharsets.UTF_8));
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty())
      lines.remove(lines.size() - 1);
    return lines;
  }

  /**
   * At line feeds, of which a carriage return before them is part; a regular expression is slow.
   */
  private static List<String> split(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
      boolean isCarriageReturn = to > from && text.charAt(to - 1) == '\r';
      lines.add(text.substring(from, isCarriageReturn ? to - 1 : to));
      from = to + 1;
    }
    lines.add(text.substring(from));
    return lines;
  }

  /**
   * The lines in what a hook read of a log. It reads {@link Tail#MAX_BYTES}; where it found as
   * many, the first line may be cut in front, and with it the name of a secret: it is left out, or
   * if it is all there is, its first word.
   */
  public static List<String> endOfLog(byte[] raw) {
    List<String> lines = lines(raw);
    if (raw.length < Tail.MAX_BYTES || lines.isEmpty()) return lines;
    if (lines.size() > 1) return lines.subList(1, lines.size());
    return List.of(withoutFirstWord(lines.get(0)));
  }

  /**
   * @param raw oldest first, as the process wrote them
   * @param wanted how many of the last lines are wanted
   * @param mask sees each line clean and whole, before anything is cut
   * @param note what could not be read, or null; masked as well
   */
  public static Tail of(
      String source, List<String> raw, int wanted, Mask mask, @Nullable String note) {
    List<MaskedLine> clean = mask.mask(raw.stream().map(TailText::bounded).toList());
    Deque<String> kept = new ArrayDeque<>();
    long secrets = 0;
    int room = Tail.MAX_BYTES;
    int most = Math.min(wanted, Tail.MAX_LINES);
    for (int i = clean.size() - 1; i >= 0 && kept.size() < most && room > 0; i--) {
      String line = endOf(clean.get(i).text(), room);
      secrets += clean.get(i).secrets();
      room -= utf8Length(line);
      kept.addFirst(line);
    }
    return new Tail(
        source,
        List.copyOf(kept),
        clean.size() - kept.size(),
        secrets,
        note == null ? null : text(note, mask));
  }

  /** Text that a person or a program gave, of one line or several, safe to show. */
  public static String text(String raw, Mask mask) {
    List<String> lines = split(raw).stream().map(TailText::bounded).toList();
    return mask.mask(lines).stream().map(MaskedLine::text).collect(Collectors.joining("\n"));
  }

  /**
   * A line that is longer than all that is ever sent is cut before anything looks at it. Its first
   * word goes too: it may be the rest of a secret.
   */
  private static String bounded(String line) {
    int excess = line.length() - LONGEST_LINE;
    if (excess <= 0) return clean(line);
    return clean(withoutFirstWord(line.substring(excess)));
  }

  /** The rest behind the first blank; if there is none near, behind what a secret may take. */
  private static String withoutFirstWord(String cut) {
    int blank = cut.indexOf(' ');
    boolean near = blank >= 0 && blank < LONGEST_SECRET;
    return cut.substring(near ? blank + 1 : Math.min(cut.length(), LONGEST_SECRET));
  }

  /** One line without escape sequences and control characters. */
  static String clean(String line) {
    String plain = line.indexOf('\u001b') < 0 ? line : ESCAPE.matcher(line).replaceAll("");
    int at = 0;
    while (at < plain.length() && !isControl(plain.charAt(at))) at++;
    if (at == plain.length()) return plain;
    StringBuilder clean = new StringBuilder(plain.length()).append(plain, 0, at);
    for (; at < plain.length(); at++) {
      char c = plain.charAt(at);
      if (!isControl(c)) clean.append(c);
    }
    return clean.toString();
  }

  /** C0 but the tab, DEL, C1, line separators, and what turns the direction of text around. */
  private static boolean isControl(char c) {
    if (c < 0x7f) return c < ' ' && c != '\t';
    if (c < 0x2028) return c <= 0x9f;
    return c <= 0x2029
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0xfeff;
  }

  /** The end of a line that fits into {@code room} bytes of UTF-8, never half a character. */
  private static String endOf(String line, int room) {
    if (line.length() <= room / MOST_BYTES_A_CHAR) return line;
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
    int bytes = 0;
    for (int at = 0; at < line.length(); ) {
      int code = line.codePointAt(at);
      bytes += utf8Length(code);
      at += Character.charCount(code);
    }
    return bytes;
  }

  /** An unpaired surrogate becomes a question mark of one byte; it is counted as more. */
  private static int utf8Length(int code) {
    if (code < 0x80) return 1;
    if (code < 0x800) return 2;
    return code < 0x10000 ? 3 : 4;
  }
}
