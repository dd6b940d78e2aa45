package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a program said with its fields, in one form whatever the encoder: {@code check failed:
 * refused dependency=ledger}. Loggers put the same fields into JSON, into {@code key=value} behind
 * the message, or into a line of pairs alone.
 */
final class Said {
  /** Keys of what went wrong, as loggers and people name them. */
  static final Set<String> ERRORS =
      Words.of(
          """
          error err exception exc errormessage error_message exception_message errmsg cause reason
          throwable thrown
          """);

  /**
   * Keys of which the value tells one fault from another; what is a value of the day is not here.
   */
  static final Set<String> TELLING =
      Words.of(
          """
          dependency dep upstream backend target provider store db database cache check stage phase step op operation action code errno
          errcode error_code status state kind type signal result option setting param parameter
          field column migration feature module plugin
          """);

  private Said() {}

  /**
   * A message with its fields.
   *
   * @param fields by key in lower case
   */
  static String with(String message, Map<String, String> fields) {
    String error = "";
    Map<String, String> telling = new TreeMap<>();
    for (Map.Entry<String, String> field : fields.entrySet()) {
      String value = field.getValue();
      if (value.isEmpty() || value.length() > 400) continue;
      if (ERRORS.contains(field.getKey())) error = error.isEmpty() ? value : error;
      else if (TELLING.contains(field.getKey()) && value.indexOf(' ') < 0)
        telling.put(field.getKey(), value);
    }
    StringBuilder all = new StringBuilder(joined(message, error));
    telling.forEach((key, value) -> all.append(' ').append(key).append('=').append(value));
    return all.toString();
  }

  /** {@code server stopped} says nothing beside its error; other words say where it happened. */
  static String joined(String message, String error) {
    if (error.isEmpty() || message.contains(error)) return message;
    if (message.isEmpty() || error.startsWith(message)) return error;
    if (Complaints.isOnlyAnEnd(message)) return Complaints.named(message, error);
    return message + (message.endsWith(":") ? " " : ": ") + error;
  }

  /**
   * The same of a line that ends in fields.
   *
   * @return null if it does not
   */
  static @Nullable String ofLine(String line) {
    String text = line.endsWith(" []") ? line.substring(0, line.length() - 3) : line;
    int brace = text.indexOf("{\"");
    if (brace > 0 && " \t".indexOf(text.charAt(brace - 1)) >= 0 && text.endsWith("}")) {
      Map<String, String> fields = new LinkedHashMap<>();
      JsonScan.object(text, brace)
          .forEach(
              (key, value) -> {
                if (value instanceof String plain) fields.putIfAbsent(key, plain);
              });
      return with(text.substring(0, brace).strip(), fields);
    }
    int first = firstPair(text);
    if (first <= 0) return null;
    Map<String, String> fields = new LinkedHashMap<>();
    if (!pairs(text, first, fields)) return null;
    return with(plain(text.substring(0, first).strip()), fields);
  }

  private static String plain(String text) {
    String message = text;
    if (message.endsWith(":") || message.endsWith(",") || message.endsWith("|"))
      message = message.substring(0, message.length() - 1).strip();
    // klog's: "Failed to update lock" err="..."
    if (message.length() > 2 && message.startsWith("\"") && message.indexOf('"', 1) > 0)
      message = message.substring(1, message.length() - (message.endsWith("\"") ? 1 : 0));
    return message;
  }

  private static int firstPair(String text) {
    int equals = text.indexOf('=');
    while (equals > 0) {
      int from = keyStart(text, equals);
      if (from >= 0 && from < equals && (from == 0 || text.charAt(from - 1) == ' ')) return from;
      equals = text.indexOf('=', equals + 1);
    }
    return -1;
  }

  private static int keyStart(String text, int equals) {
    int from = equals;
    while (from > 0 && isKeyPart(text.charAt(from - 1))) from--;
    return from < equals && Character.isLetter(text.charAt(from)) ? from : -1;
  }

  private static boolean isKeyPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-' || c == '@';
  }

  /**
   * Reads {@code key=value key="a value"} to the end of the line; false if other words are there.
   */
  static boolean pairs(String line, int from, Map<String, String> into) {
    int at = from;
    int others = 0;
    while (at < line.length()) {
      while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == ',')) at++;
      int end = at;
      while (end < line.length() && isKeyPart(line.charAt(end))) end++;
      if (end == at || end >= line.length() || line.charAt(end) != '=') {
        // A value of many words without quotes, or a logger's name behind all.
        while (end < line.length() && line.charAt(end) != ' ') end++;
        if (end > at && ++others > 3) return false;
        at = Math.max(end, at + 1);
        continue;
      }
      String key = line.substring(at, end).toLowerCase(Locale.ROOT);
      StringBuilder value = new StringBuilder();
      at = value(line, end + 1, value);
      into.putIfAbsent(key, value.toString());
    }
    return !into.isEmpty();
  }

  private static int value(String line, int from, StringBuilder value) {
    if (from < line.length() && line.charAt(from) == '"')
      return JsonScan.string(line, from + 1, value);
    if (from < line.length() && line.charAt(from) == '\'') {
      int close = line.indexOf('\'', from + 1);
      if (close > 0) {
        value.append(line, from + 1, close);
        return close + 1;
      }
    }
    int end = from;
    while (end < line.length() && line.charAt(end) != ' ') end++;
    value.append(line, from, end);
    return end;
  }

  /** Lines of a text, at most so many. */
  static List<String> lines(String text, int most) {
    List<String> lines = new ArrayList<>();
    text.lines().limit(most).forEach(lines::add);
    return lines;
  }
}
