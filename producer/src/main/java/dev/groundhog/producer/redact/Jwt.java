package dev.groundhog.producer.redact;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON Web Tokens, signed or encrypted, and the same once more in base64. Source: RFC 7519: parts
 * in base64url between dots, the first a JSON object, which therefore begins with {@code eyJ} or
 * {@code ewo}.
 */
final class Jwt implements Rule {
  private static final String PLAIN = "eyJ";

  /** How {@code eyJ} begins in base64. */
  private static final String TWICE = "ZXlK";

  private static final int LONGEST_HEADER = 2_000;
  private static final int TWICE_PROBE = 120;

  @Override
  public List<String> hints() {
    return List.of(PLAIN, TWICE);
  }

  @Override
  public @Nullable Span at(String line, int from, int to) {
    if (Chars.isAlnum(Chars.at(line, from - 1))) return null;
    if (line.startsWith(PLAIN, from)) return plain(line, from);
    return line.startsWith(TWICE, from) ? twice(line, from) : null;
  }

  private static @Nullable Span plain(String line, int from) {
    int dot = Chars.runEnd(line, from, from + LONGEST_HEADER, Chars::isWord);
    if (Chars.at(line, dot) != '.' || !isHeader(line.substring(from, dot))) return null;
    int end = Chars.runEnd(line, dot, c -> Chars.isWord(c) || c == '.' || c == '=');
    while (line.charAt(end - 1) == '.') end--;
    return end - dot < 8 ? null : new Span(from, end, "jwt");
  }

  private static @Nullable Span twice(String line, int from) {
    int near = Chars.runEnd(line, from, from + TWICE_PROBE, Chars::isBase64);
    String inner = decoded(line.substring(from, near));
    if (!inner.startsWith(PLAIN) || !(inner.contains(".eyJ") || inner.length() > 80)) return null;
    return new Span(from, Chars.runEnd(line, near, Chars::isBase64), "jwt");
  }

  private static boolean isHeader(String part) {
    String json = decoded(part);
    return json.contains("\"alg\"") || json.contains("\"typ\"") || json.contains("\"enc\"");
  }

  /** As far as it is base64; empty where it is none. */
  static String decoded(String text) {
    String standard = text.replace('-', '+').replace('_', '/');
    String whole = standard.substring(0, standard.length() / 4 * 4).replace("=", "A");
    String rest = standard.length() % 4 > 1 ? standard.substring(whole.length()) : "";
    try {
      byte[] bytes = Base64.getDecoder().decode(whole + rest.replace("=", ""));
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
