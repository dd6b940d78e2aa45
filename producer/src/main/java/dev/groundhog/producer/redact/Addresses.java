package dev.groundhog.producer.redact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passwords in addresses: {@code scheme://user:password@host}, and what data sources write without
 * a scheme. Passwords that contain {@code / ? # @} unescaped are found too.
 */
final class Addresses {
  private static final String KIND = "url-password";

  /** No user and password are longer, and no further is looked for the {@code @}. */
  private static final int USER_INFO = 512;

  /** A name without a password this long, of mixed characters, is a key: Sentry's. */
  private static final int KEY = 20;

  private Addresses() {}

  static List<Rule> rules() {
    return List.of(new Url(), new GoMysql(), new OracleThin());
  }

  private static boolean isAddress(int c) {
    return !Chars.isBlank(c) && c != '"' && c != '\'' && c != '<' && c != '>' && c != '`';
  }

  private static @Nullable Span span(String line, int from, int to) {
    if (to <= from || Harmless.is(line.substring(from, to))) return null;
    return line.startsWith(Span.MARK, from) ? null : new Span(from, to, KIND);
  }

  private static final class Url implements Rule {
    @Override
    public List<String> hints() {
      return List.of("://", "%3a%2f%2f", ":\\/\\/");
    }

    @Override
    public @Nullable Span at(String line, int from, int to) {
      int end = Chars.runEnd(line, to, to + USER_INFO, Addresses::isAddress);
      int authority = Chars.runEnd(line, to, end, c -> c != '/' && c != '?' && c != '#');
      int sign = lastSign(line, to, authority);
      int colon = Chars.find(line, ':', userEnd(line, to, end), end);
      if (sign < 0) return colon > to && colon < authority ? odd(line, colon, end) : null;
      if (colon >= 0 && colon < sign)
        return span(line, colon + 1, hostSign(line, sign, authority, end));
      boolean key = sign - to >= KEY && Chars.isMixed(line, to, sign, 2);
      boolean masked = Chars.find(line, Span.MARK, to, sign) >= 0;
      return key && !masked && hasDigit(line, to, sign) ? span(line, to, sign) : null;
    }

    /** A user that was masked has a colon in its mark. */
    private static int userEnd(String line, int from, int end) {
      int mark = Chars.find(line, Span.MARK, from, end);
      boolean isUser = mark >= 0 && Chars.find(line, ':', from, end) > mark;
      return isUser ? Math.max(from, Chars.find(line, ']', mark, end)) : from;
    }

    /** What stands behind the at sign is no host, and another at sign follows: it is a password. */
    private static int hostSign(String line, int sign, int authority, int end) {
      boolean host = line.substring(sign, authority).chars().anyMatch(c -> c == '.' || c == ':');
      int later = lastSign(line, authority, end);
      return host || later < 0 ? sign : later;
    }

    /** A colon with no port behind it, and an at sign behind a slash. */
    private static @Nullable Span odd(String line, int colon, int end) {
      int digits = Chars.runEnd(line, colon + 1, end, Chars::isDigit);
      boolean port = digits == end || "/?#,;)]}.:".indexOf(line.charAt(digits)) >= 0;
      int sign = lastSign(line, colon, end);
      return port || sign < 0 ? null : span(line, colon + 1, sign);
    }

    /** The at sign before the host; a comma parts several addresses. */
    private static int lastSign(String line, int from, int to) {
      int sign = -1;
      for (int i = from; i < to; i++) {
        if (line.charAt(i) == '@') sign = i;
        if (sign >= 0 && line.startsWith("://", i)) break;
      }
      return sign;
    }

    private static boolean hasDigit(String line, int from, int to) {
      return line.substring(from, to).chars().anyMatch(Chars::isDigit);
    }
  }

  /** {@code user:password@tcp(host:3306)/db}. */
  private static final class GoMysql implements Rule {
    @Override
    public List<String> hints() {
      return List.of("@tcp(", "@unix(", "@tcp6(");
    }

    @Override
    public @Nullable Span at(String line, int from, int to) {
      int start = Chars.runStart(line, from, USER_INFO, Addresses::isAddress);
      int colon = Chars.find(line, ':', start, from);
      return colon < 0 ? null : span(line, colon + 1, from);
    }
  }

  /** {@code jdbc:oracle:thin:user/password@host}. */
  private static final class OracleThin implements Rule {
    @Override
    public List<String> hints() {
      return List.of("jdbc:oracle:thin:", "jdbc:oracle:oci:");
    }

    @Override
    public @Nullable Span at(String line, int from, int to) {
      int end = Chars.runEnd(line, to, to + USER_INFO, Addresses::isAddress);
      int slash = Chars.find(line, '/', to, end);
      int sign = line.lastIndexOf('@', end - 1);
      return slash < 0 || sign < slash ? null : span(line, slash + 1, sign);
    }
  }
}
