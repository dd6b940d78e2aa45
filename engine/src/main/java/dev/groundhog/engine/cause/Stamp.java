package dev.groundhog.engine.cause;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds dates and times as logs write them. */
final class Stamp {
  private static final String MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
  private static final String CLOCK = "\\d{1,2}:\\d{2}(?::\\d{2})?(?:[.,:]\\d{1,9})?";
  private static final String ZONE =
      "(?: ?(?:[AaPp][Mm]\\b|Z\\b|UTC\\b|GMT\\b|CES?T\\b|[+-]\\d{2}:?\\d{2}\\b))*";

  private static final Pattern ANY =
      Pattern.compile(
          "(?:"
              // 2026-11-22T11:22:41.581Z, 2026/11/22 11:22:41, 20261122 11:22:41
              + "(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{4}[-/.]\\d{2}[-/.]\\d{2}(?:(?:[Tt_ ]|\\s*-?\\s*)"
              + CLOCK
              + ZONE
              + ")?"
              + "|\\d{8}[ T-]"
              + CLOCK
              + ZONE
              // Nov 22 11:22:41, Sun Nov 22 11:22:41.123 2026, Nov 22, 2026 11:22:41 AM
              + "|(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?"
              + MONTH
              + " {1,2}\\d{1,2}(?:,? \\d{4})?,? "
              + CLOCK
              + ZONE
              + "(?: \\d{4}\\b)?"
              // 22 Nov 2026 11:22:41.581, 22/Nov/2026:11:22:41 +0000, 22-Nov-2026 11:22:41
              + "|(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[ /-]"
              + MONTH
              + "[ /-]\\d{4}(?:[: ]"
              + CLOCK
              + ZONE
              + ")?"
              // 11/22/2026 11:22:41, 22.11.2026 11:22
              + "|\\d{1,2}[/.]\\d{1,2}[/.]\\d{2,4},? "
              + CLOCK
              + ZONE
              // 11:22AM
              + "|\\d{1,2}:\\d{2}[AP]M"
              // 11:22:41.581
              + "|\\d{1,2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?"
              + ZONE
              // seconds, milliseconds since 1970 (until 2033)
              + "|1\\d{9}(?:\\.\\d{1,9}|\\d{3})?(?![\\w.])"
              + ")(?!\\w)");

  private Stamp() {}

  /** Where the date or time ends that begins at {@code from}, or -1. */
  static int end(String text, int from) {
    if (from >= text.length() || !mayBegin(text, from)) return -1;
    int plain = plainEnd(text, from);
    if (plain > 0) return plain;
    Matcher matcher = ANY.matcher(text).region(from, text.length());
    matcher.useTransparentBounds(true);
    return matcher.lookingAt() ? matcher.end() : -1;
  }

  private static final String NAMES = "JanFebMarAprMayJunJulAugSepOctNovDecMonTueWedThuFriSatSun";

  /**
   * The two forms that nearly all lines have, without the pattern: {@code
   * 2026-11-22T11:22:41.581Z}, {@code Nov 22 11:22:41}. Answers -1 for what may be these or others.
   */
  private static int plainEnd(String text, int from) {
    boolean iso = isDigit(text.charAt(from));
    int at = iso ? digits(text, from, 4, '-') : from + 4;
    if (iso) at = digits(text, digits(text, at, 2, '-'), 2, '\0');
    else if (at < text.length()) {
      if (text.charAt(at) == ' ') at++;
      at = digits(text, at, at + 1 < text.length() && isDigit(text.charAt(at + 1)) ? 2 : 1, '\0');
    }
    if (at < 0 || at >= text.length()) return -1;
    char between = text.charAt(at);
    if (between != ' ' && !(iso && between == 'T')) return -1;
    at = digits(text, digits(text, digits(text, at + 1, 2, ':'), 2, ':'), 2, '\0');
    if (at < 0) return -1;
    if (at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',')) {
      at++;
      while (at < text.length() && isDigit(text.charAt(at))) at++;
    }
    if (at < text.length() && text.charAt(at) == 'Z') at++;
    // A zone or a year may follow.
    if (at + 1 >= text.length() || text.charAt(at) != ' ') return -1;
    char next = text.charAt(at + 1);
    return isDigit(next) || "AaPpZUGC+-".indexOf(next) >= 0 ? -1 : at;
  }

  /** Behind so many digits and {@code then}, if they are there; else -1. */
  private static int digits(String text, int from, int count, char then) {
    int end = from + count;
    if (from < 0 || end + (then == '\0' ? 0 : 1) > text.length()) return -1;
    for (int i = from; i < end; i++) {
      if (!isDigit(text.charAt(i))) return -1;
    }
    if (then == '\0') return end;
    return text.charAt(end) == then ? end + 1 : -1;
  }

  /** Cheap, because each word of each line is asked. */
  private static boolean mayBegin(String text, int from) {
    int at = from;
    while (at < text.length() && at - from < 10 && isDigit(text.charAt(at))) at++;
    int digits = at - from;
    if (digits == 10) return true;
    if (digits == 0) return isName(text, from);
    if (at >= text.length()) return false;
    char next = text.charAt(at);
    return switch (digits) {
      case 1, 2 -> next == ':' || next == '/' || next == '.' || next == ' ' || next == '-';
      case 4 -> next == '-' || next == '/' || next == '.';
      case 8 -> next == ' ' || next == 'T' || next == '-';
      default -> false;
    };
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isName(String text, int from) {
    if (from + 4 >= text.length() || !Character.isUpperCase(text.charAt(from))) return false;
    char next = text.charAt(from + 3);
    if (next != ' ' && next != ',') return false;
    for (int i = 0; i < NAMES.length(); i += 3) {
      if (text.startsWith(NAMES.substring(i, i + 3), from)) return true;
    }
    return false;
  }
}
