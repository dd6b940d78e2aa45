package dev.groundhog.producer.redact;

import java.util.BitSet;
import java.util.List;

/**
 * Private keys that go over several lines: with their BEGIN line, or with their END line alone, or
 * with neither, because a tail is the end of a log and begins anywhere.
 *
 * <pre>
 *   -----BEGIN RSA PRIVATE KEY-----      stays
 *   MIIEpAIBAAKCAQEA…                    secret
 *   7hQ…=                                secret
 *   -----END RSA PRIVATE KEY-----        stays
 * </pre>
 *
 * <p>Certificates and public keys have the same form and stay, as far as a BEGIN or END line says
 * that they are such.
 */
final class KeyBlocks {
  /** How wide base64 is wrapped: RFC 7468, OpenSSH, MIME. */
  private static final List<Integer> WIDTHS = List.of(64, 70, 76);

  private KeyBlocks() {}

  /** The lines that are nothing but parts of keys. */
  static BitSet in(List<String> lines) {
    BitSet secret = new BitSet();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int begin = edge(line, "BEGIN ");
      if (line.startsWith("Private-Lines:")) markDown(lines, i, 0, secret);
      else if (begin >= 0) markDown(lines, i, words(line.substring(0, begin)), secret);
      else if (edge(line, "END ") >= 0) markUp(lines, i, secret);
    }
    markHeadless(lines, secret);
    return secret;
  }

  /** Where a private key's BEGIN or END stands in a line, or -1; SSH2 has a blank in its dashes. */
  private static int edge(String line, String which) {
    int at = line.indexOf(which);
    if (at < 1 || (!line.startsWith("--", at - 2) && !line.startsWith("-- ", at - 3))) return -1;
    int dashes = line.indexOf("--", at);
    return dashes > 0 && PemText.isPrivate(line, at, dashes) ? at : -1;
  }

  /**
   * @param lead words that the log puts before each line, as seen before BEGIN
   */
  private static void markDown(List<String> lines, int begin, int lead, BitSet secret) {
    int width = 0;
    for (int i = begin + 1; i < lines.size(); i++) {
      String line = lines.get(i);
      int length = bodyLength(line, lead);
      if (width == 0 && isHeader(line)) secret.set(i);
      else if (length < (width == 0 ? PemText.SHORTEST_LINE : 1)) return;
      else secret.set(i);
      // The last line is shorter; behind it PGP has a check sum, and nobody else anything.
      if (width > 0 && length < width) lead = -1;
      width = Math.max(width, length);
    }
  }

  private static void markUp(List<String> lines, int end, BitSet secret) {
    int lead = words(lines.get(end).substring(0, edge(lines.get(end), "END ")));
    int from = end;
    boolean sure = false;
    for (int i = end - 1; i >= 0 && !secret.get(i); i--) {
      int length = bodyLength(lines.get(i), lead);
      // The last line may be short, and behind it PGP's check sum; and the first, if it was cut.
      boolean mayBeShort = i >= end - 2 || i == 0;
      if (length < (mayBeShort ? 1 : PemText.SHORTEST_LINE)) break;
      String line = lines.get(i);
      sure |=
          length >= PemText.SHORTEST_LINE
              || (i == 0 && length >= PemText.SHORTEST && isMixed(line));
      from = i;
    }
    if (sure) secret.set(from, end);
  }

  /** A word of a sentence is not. */
  private static boolean isMixed(String line) {
    return Chars.isMixed(line, 0, line.length(), 2);
  }

  /** A tail that begins in the middle of a key; its first line may be cut in front. */
  private static void markHeadless(List<String> lines, BitSet secret) {
    if (lines.size() < 2 || secret.get(0)) return;
    int width = bodyLength(lines.get(1), Integer.MAX_VALUE);
    int first = bodyLength(lines.get(0), Integer.MAX_VALUE);
    if (!WIDTHS.contains(width) || first == 0 || first > width) return;
    int end = 1;
    while (end < lines.size() && bodyLength(lines.get(end), Integer.MAX_VALUE) == width) {
      if (!isNoDigest(lines.get(end))) return;
      end++;
    }
    if (end < 3 && first < width) return;
    int lead = words(lines.get(1)) - 1;
    if (end < lines.size() && bodyLength(lines.get(end), lead) > 0) end++;
    if (end < lines.size() && lines.get(end).contains("-----END ")) return;
    secret.set(0, end);
  }

  /** A check sum in hex is 64 characters long as well. */
  private static boolean isNoDigest(String line) {
    return Chars.isMixed(line, Math.max(0, line.length() - 64), line.length(), 3);
  }

  private static boolean isHeader(String line) {
    return line.isBlank()
        || line.startsWith("Proc-Type: ")
        || line.startsWith("DEK-Info: ")
        || line.startsWith("Version: ")
        || line.startsWith("Comment: ");
  }

  /**
   * How long the base64 is that a line consists of, with at most {@code lead} words before it and
   * what a string literal has around it; 0 for any other line.
   */
  private static int bodyLength(String line, int lead) {
    int end = line.length();
    while (end > 0 && isTrailer(line, end)) end--;
    int start = Chars.runStart(line, end, Integer.MAX_VALUE, Chars::isBase64);
    if (end == start || (lead < 0 && line.charAt(start) != '=')) return 0;
    int before = Chars.runStart(line, start, Integer.MAX_VALUE, c -> Chars.isQuote(c));
    if (before > 0 && !Chars.isBlank(line.charAt(before - 1))) return 0;
    return lead >= 0 && words(line.substring(0, before)) > lead ? 0 : end - start;
  }

  /** Quotes, signs and {@code \n} behind the line of a key in a string literal. */
  private static boolean isTrailer(String line, int end) {
    char c = line.charAt(end - 1);
    if (Chars.isBlank(c) || Chars.isQuote(c) || c == ',' || c == '\\') return true;
    if (c == '+') return Chars.isBlank(Chars.at(line, end - 2));
    return (c == 'n' || c == 'r') && Chars.at(line, end - 2) == '\\';
  }

  private static int words(String text) {
    int words = 0;
    for (int i = 0; i < text.length(); i++) {
      if (!Chars.isBlank(text.charAt(i)) && Chars.isBlank(Chars.at(text, i - 1))) words++;
    }
    return words;
  }
}
