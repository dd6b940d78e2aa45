package dev.groundhog.producer.redact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A private key that stands in one line: with its line feeds as {@code \n}, as blanks, or all of it
 * in base64 once more, as Kubernetes keeps it. Source of the form: RFC 7468.
 */
final class PemText implements Rule {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";

  /** {@code -----BEGIN } in base64, as far as it does not depend on what follows. */
  private static final String BEGIN_TWICE = "LS0tLS1CRUdJTi";

  private static final int LONGEST_LABEL = 60;

  /** A body shorter than this is none, but words around the label. */
  static final int SHORTEST = 16;

  /** Lines of keys have 64 characters or 70; a word of a sentence has fewer than this. */
  static final int SHORTEST_LINE = 40;

  @Override
  public List<String> hints() {
    return List.of(BEGIN, END, BEGIN_TWICE);
  }

  @Override
  public @Nullable Span at(String line, int from, int to) {
    if (line.startsWith(BEGIN_TWICE, from)) return twice(line, from);
    int label = labelEnd(line, to);
    if (label < 0 || !isPrivate(line, to, label)) return null;
    return line.startsWith(BEGIN, from) ? behind(line, label) : before(line, from);
  }

  private static @Nullable Span behind(String line, int label) {
    int end = bodyEnd(line, label);
    return end - label < SHORTEST ? null : new Span(label, end, "private-key");
  }

  /** The body that ends here and whose beginning may have been cut off. */
  private static @Nullable Span before(String line, int end) {
    int start = wordStart(line, end);
    if (end - start < SHORTEST) return null;
    while (Chars.isBlank(Chars.at(line, start - 1)) && start > 1) {
      int earlier = wordStart(line, start - 1);
      if (start - 1 - earlier < SHORTEST_LINE) break;
      start = earlier;
    }
    return new Span(start, end, "private-key");
  }

  private static int wordStart(String line, int end) {
    return Chars.runStart(line, end, Integer.MAX_VALUE, c -> isBody(c) && !Chars.isBlank(c));
  }

  private static @Nullable Span twice(String line, int from) {
    String first = Jwt.decoded(line.substring(from, Math.min(line.length(), from + 80)));
    if (!first.contains("PRIVATE KEY")) return null;
    return new Span(from, Chars.runEnd(line, from, Chars::isBase64), "private-key");
  }

  /** Index behind the dashes that end the label which begins at {@code from}, or -1. */
  static int labelEnd(String line, int from) {
    int end = Chars.runEnd(line, from, from + LONGEST_LABEL, c -> Chars.isAlnum(c) || c == ' ');
    return line.startsWith("-----", end) ? end + 5 : -1;
  }

  static boolean isPrivate(String line, int from, int to) {
    return Chars.find(line, "PRIVATE", from, to) >= 0;
  }

  /** Index behind the base64, escapes, quotes and blanks that begin at {@code from}. */
  static int bodyEnd(String line, int from) {
    int end = from;
    while (end < line.length() && isBody(line.charAt(end)) && !isWordBehindBlank(line, end)) end++;
    while (end > from && (Chars.isBlank(line.charAt(end - 1)) || isWrapping(line, end - 1))) end--;
    return end;
  }

  private static boolean isBody(int c) {
    return Chars.isBase64(c) || c == '\\' || Chars.isBlank(c);
  }

  /** Blanks part the lines of a key only where what follows is a line of a key again. */
  private static boolean isWordBehindBlank(String line, int at) {
    if (!Chars.isBlank(line.charAt(at)) || Chars.isBlank(line.charAt(at - 1))) return false;
    int from = Chars.skipBlanks(line, at);
    if (line.startsWith("-----", from)) return false;
    int end = Chars.runEnd(line, from, from + SHORTEST_LINE, Chars::isBase64);
    return end - from < SHORTEST_LINE && !line.startsWith(" -----", end);
  }

  /** The backslash of a quote that closes an escaped string is no part of the key. */
  private static boolean isWrapping(String line, int at) {
    return line.charAt(at) == '\\' && Chars.isQuote(Chars.at(line, at + 1));
  }
}
