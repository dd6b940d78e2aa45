package dev.groundhog.producer.redact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the value of a name stands, without the quotes or brackets around it.
 *
 * @param from index of its first character
 * @param to index behind its last one, greater than {@code from}
 */
record Value(int from, int to) {
  /** What stands before a value in a header, and is none. */
  private static final List<String> SCHEMES = List.of("bearer ", "basic ", "token ", "bot ");

  /** A name behind a comma is looked for so far. */
  private static final int NAME = 40;

  static @Nullable Value at(String line, Separator separator) {
    int at = separator.valueAt();
    if (at >= line.length() || line.startsWith(Span.MARK, at)) return null;
    if ("bBuUrRf".indexOf(line.charAt(at)) >= 0 && Chars.isQuote(Chars.at(line, at + 1))) at++;
    int quote = Chars.runEnd(line, at, at + 8, c -> c == '\\');
    if (Chars.isQuote(Chars.at(line, quote))) return quoted(line, at, quote);
    char first = line.charAt(at);
    if (first == '[') return bracketed(line, at, ']');
    if (first == '{') return bracketed(line, at, '}');
    for (String scheme : SCHEMES) {
      if (Chars.startsWithIgnoreCase(line, at, scheme)) at += scheme.length();
    }
    if (line.startsWith(Span.MARK, at)) return null;
    return of(at, unquotedEnd(line, at));
  }

  private static @Nullable Value of(int from, int to) {
    return to > from ? new Value(from, to) : null;
  }

  /** Up to the same quote with as many backslashes; to the end of the line if there is none. */
  private static @Nullable Value quoted(String line, int at, int quote) {
    String closing = line.substring(at, quote + 1);
    int end = line.indexOf(closing, quote + 1);
    while (end > 0 && closing.length() == 1 && isEscaped(line, end)) {
      end = line.indexOf(closing, end + 1);
    }
    int from = quote + 1;
    for (String scheme : SCHEMES) {
      if (Chars.startsWithIgnoreCase(line, from, scheme)) from += scheme.length();
    }
    return line.startsWith(Span.MARK, from) ? null : of(from, end < 0 ? line.length() : end);
  }

  private static boolean isEscaped(String line, int at) {
    int slashes = at - Chars.runStart(line, at, Integer.MAX_VALUE, c -> c == '\\');
    return slashes % 2 == 1;
  }

  /** A list of one, as maps print it; something in a structure has its own name. */
  private static @Nullable Value bracketed(String line, int at, char closing) {
    int end = Chars.runEnd(line, at + 1, at + 1 + 4 * NAME, c -> c != closing && c != '\n');
    if (Chars.at(line, end) != closing)
      return closing == '}' ? null : of(at, unquotedEnd(line, at));
    boolean structure =
        line.substring(at + 1, end)
            .chars()
            .anyMatch(c -> c == ':' || c == '=' || c == '{' || c == '[');
    if (structure) return null;
    int from = Chars.runEnd(line, at + 1, end, Chars::isQuote);
    int to = end;
    while (to > from && Chars.isQuote(line.charAt(to - 1))) to--;
    return of(from, to);
  }

  private static int unquotedEnd(String line, int from) {
    int depth = 0;
    for (int end = from; end < line.length(); end++) {
      char c = line.charAt(end);
      if (depth == 0 || !isInside(c)) {
        if (ends(line, end, from)) return end;
      } else if (")]}>".indexOf(c) >= 0) depth--;
      if ("([{<".indexOf(c) >= 0) depth++;
    }
    return line.length();
  }

  /** Signs that end a value, but for the pairs that began in it: {@code get("x")}. */
  private static boolean isInside(char c) {
    return ")]}>\"'".indexOf(c) >= 0;
  }

  /** Signs end a value only where what follows them cannot be more of it. */
  private static boolean ends(String line, int at, int from) {
    char c = line.charAt(at);
    if (Chars.isBlank(c)) return true;
    char next = Chars.at(line, at + 1);
    return switch (c) {
      case ',', ';', '&', '|' -> isOver(next) || isQuoteLike(next) || isName(line, at + 1);
      case '"', '\'', '`' ->
          at > from && (isOver(next) || next == '\\' || next == '+' || next == ':');
      case '\\' -> Chars.isQuote(next) || next == 'n' || next == 'r' || next == 't';
      case ')', ']', '}' -> isOver(next) || isQuoteLike(next);
      case '<' -> next == '/';
      case '>' -> isOver(next);
      default -> false;
    };
  }

  private static boolean isOver(char c) {
    return Chars.isBlank(c) || ",;:.)]}&|<>".indexOf(c) >= 0;
  }

  private static boolean isQuoteLike(char c) {
    return Chars.isQuote(c) || c == '{' || c == '\\';
  }

  /** Whether another name with its separator begins there. */
  private static boolean isName(String line, int from) {
    int end = Chars.runEnd(line, from, from + NAME, c -> Chars.isWord(c) || ".[]".indexOf(c) >= 0);
    char c = Chars.at(line, end);
    return end > from && (c == '=' || c == ':');
  }

  /** The beginning is enough to know a placeholder. */
  String text(String line) {
    return line.substring(from, to);
  }

  /** Whether no further word of a sentence follows. */
  boolean endsClause(String line) {
    char next = Chars.at(line, to);
    return to >= line.length() || (!Chars.isBlank(next) && next != ':');
  }
}
