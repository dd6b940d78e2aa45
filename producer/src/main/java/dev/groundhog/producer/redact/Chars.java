package dev.groundhog.producer.redact;

import java.util.function.IntPredicate;

/** Classes of ASCII characters, and runs of them. */
final class Chars {
  private Chars() {}

  static boolean isUpper(int c) {
    return c >= 'A' && c <= 'Z';
  }

  static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isLetter(int c) {
    return isUpper(c) || isLower(c);
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isAlnum(int c) {
    return isLetter(c) || isDigit(c);
  }

  static boolean isHex(int c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  /** A character of a name or of base64url. */
  static boolean isWord(int c) {
    return isAlnum(c) || c == '_' || c == '-';
  }

  static boolean isBase64(int c) {
    return isAlnum(c) || c == '+' || c == '/' || c == '=';
  }

  static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == '\u00a0';
  }

  static boolean isQuote(int c) {
    return c == '"' || c == '\'' || c == '`';
  }

  static char lower(char c) {
    return isUpper(c) ? (char) (c + 32) : c;
  }

  /** The character there, or a blank outside of the line. */
  static char at(String line, int index) {
    return index >= 0 && index < line.length() ? line.charAt(index) : ' ';
  }

  /** Index behind the run of such characters that begins at {@code from}. */
  static int runEnd(String line, int from, IntPredicate of) {
    return runEnd(line, from, line.length(), of);
  }

  /** The same, but not beyond {@code limit}. */
  static int runEnd(String line, int from, int limit, IntPredicate of) {
    int most = Math.min(limit, line.length());
    int end = from;
    while (end < most && of.test(line.charAt(end))) end++;
    return end;
  }

  /** Index of the first of at most {@code most} such characters that end before {@code to}. */
  static int runStart(String line, int to, int most, IntPredicate of) {
    int start = to;
    while (start > 0 && to - start < most && of.test(line.charAt(start - 1))) start--;
    return start;
  }

  /** Index of that character from {@code from} and before {@code to}, or -1. */
  static int find(String line, char c, int from, int to) {
    int at = runEnd(line, from, to, other -> other != c);
    return at < Math.min(to, line.length()) ? at : -1;
  }

  /** Index of that word, wholly from {@code from} and before {@code to}, or -1. */
  static int find(String line, String word, int from, int to) {
    int last = Math.min(to, line.length()) - word.length();
    for (int at = Math.max(0, from); at <= last; at++) {
      if (line.startsWith(word, at)) return at;
    }
    return -1;
  }

  static int skipBlanks(String line, int from) {
    return runEnd(line, from, Chars::isBlank);
  }

  static boolean startsWithIgnoreCase(String line, int from, String word) {
    return line.regionMatches(true, from, word, 0, word.length());
  }

  /** Whether at least {@code kinds} of upper case, lower case and digits are in that part. */
  static boolean isMixed(String line, int from, int to, int kinds) {
    int upper = 0;
    int lower = 0;
    int digit = 0;
    for (int i = from; i < to && upper + lower + digit < kinds; i++) {
      char c = line.charAt(i);
      if (isUpper(c)) upper = 1;
      else if (isLower(c)) lower = 1;
      else if (isDigit(c)) digit = 1;
    }
    return upper + lower + digit >= kinds;
  }
}
