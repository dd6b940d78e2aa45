package dev.groundhog.producer.redact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HTTP headers that carry credentials: Authorization with any scheme, Cookie, Set-Cookie; and the
 * schemes Bearer and Basic where they stand alone. Headers such as X-Api-Key are names with values.
 */
final class Headers {
  private static final String KIND = "authorization";

  /** Schemes of one word behind them. Others have parameters up to the end of the header. */
  private static final List<String> ONE_WORD =
      List.of("bearer", "basic", "token", "bot", "apikey", "negotiate", "ntlm", "key", "splunk");

  private static final int MOST_BETWEEN = 8;

  private Headers() {}

  static List<Rule> rules() {
    return List.of(new Authorization(), new Scheme(), new Cookie());
  }

  /** Index of the value behind a header's name and its separator, quotes and brackets; or -1. */
  private static int valueAt(String line, int from) {
    int colon =
        Chars.runEnd(
            line, from, from + MOST_BETWEEN, c -> Chars.isQuote(c) || c == '\\' || c == ' ');
    char c = Chars.at(line, colon);
    if (c != ':' && c != '=' && c != ',') return -1;
    if (c == ',' && colon == from) return -1;
    return Chars.runEnd(
        line,
        colon + 1,
        colon + 1 + MOST_BETWEEN,
        s -> Chars.isQuote(s) || s == '\\' || s == '[' || s == ' ' || s == '>' || s == '{');
  }

  /** Where the quotes or brackets around a header end, or the line. */
  private static int headerEnd(String line, int from) {
    return Chars.runEnd(line, from, c -> !Chars.isQuote(c) && c != '\\' && c != ']');
  }

  private static int wordEnd(String line, int from) {
    return Chars.runEnd(
        line, from, c -> !Chars.isBlank(c) && !Chars.isQuote(c) && ",;\\])}<>".indexOf(c) < 0);
  }

  private static final class Authorization implements Rule {
    @Override
    public List<String> hints() {
      return List.of("authorization");
    }

    @Override
    public @Nullable Span at(String line, int from, int to) {
      int at = valueAt(line, to);
      if (at < 0) return null;
      int end = wordEnd(line, at);
      if (end - at > 64) return new Span(at, end, KIND);
      String word = line.substring(at, end);
      int next = Chars.skipBlanks(line, end);
      if (ONE_WORD.stream().anyMatch(word::equalsIgnoreCase)) {
        int last = wordEnd(line, next);
        return isHidden(line, next, last) ? null : new Span(next, last, KIND);
      }
      if (isParameter(line, next)) return new Span(next, headerEnd(line, next), KIND);
      boolean bare = end - at >= 8 && !line.startsWith(Span.MARK, next) && !isHidden(line, at, end);
      return bare && Chars.isMixed(line, at, end, 2) ? new Span(at, end, KIND) : null;
    }

    private static boolean isHidden(String line, int from, int to) {
      return line.startsWith(Span.MARK, from) || Harmless.is(line.substring(from, to));
    }

    /** {@code Credential=…, Signature=…} behind a scheme: AWS4-HMAC-SHA256, Digest, OAuth, Hawk. */
    private static boolean isParameter(String line, int from) {
      int name = Chars.runEnd(line, from, from + 40, Chars::isWord);
      return name > from && Chars.at(line, name) == '=';
    }
  }

  private static final class Scheme implements Rule {
    private static final int SHORTEST_BEARER = 12;
    private static final int SHORTEST_BASIC = 8;

    @Override
    public List<String> hints() {
      return List.of("bearer ", "basic ", "bearer%20");
    }

    @Override
    public @Nullable Span at(String line, int from, int to) {
      if (Chars.isAlnum(Chars.at(line, from - 1))) return null;
      boolean bearer = Chars.startsWithIgnoreCase(line, from, "bearer");
      int near = Chars.runEnd(line, to, to + 100, Scheme::isToken);
      if (!(bearer ? isBearer(line, to, near) : isBasic(line, to, near))) return null;
      return new Span(to, Chars.runEnd(line, near, Scheme::isToken), KIND);
    }

    private static boolean isToken(int c) {
      return Chars.isBase64(c) || c == '-' || c == '_' || c == '.' || c == '~' || c == ':';
    }

    private static boolean isBearer(String line, int from, int to) {
      return to - from >= SHORTEST_BEARER
          && Chars.isMixed(line, from, to, 2)
          && line.substring(from, to).chars().anyMatch(Chars::isDigit);
    }

    /** Name and password with a colon between them, in base64. */
    private static boolean isBasic(String line, int from, int to) {
      if (to - from < SHORTEST_BASIC) return false;
      String plain = Jwt.decoded(line.substring(from, to));
      return plain.indexOf(':') >= 0 && plain.chars().allMatch(c -> c >= ' ' && c != 127);
    }
  }

  private static final class Cookie implements Rule {
    @Override
    public List<String> hints() {
      return List.of("cookie", "cookie2");
    }

    @Override
    public @Nullable Span at(String line, int from, int to) {
      int at = valueAt(line, to);
      if (at < 0) return null;
      int name = Chars.runEnd(line, at, at + 80, c -> Chars.isWord(c) || c == '.' || c == '%');
      if (name == at || Chars.at(line, name) != '=') return null;
      if (line.startsWith(Span.MARK, name + 1)) return null;
      int end = headerEnd(line, name);
      return end - name < 4 ? null : new Span(at, end, "cookie");
    }
  }
}
