package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a JSON object in one pass: keys in lower case, scalars as text, {@code null} left out. A
 * parser would refuse what is cut off, and the end of a long line is cut off.
 */
final class JsonScan {
  /** Deeper is hostile; a chain of causes takes two levels for each. */
  private static final int MAX_DEPTH = 40;

  private final String text;
  private int at;

  private JsonScan(String text, int from) {
    this.text = text;
    this.at = from;
  }

  /** The object that begins at {@code from}; what was cut off is missing. */
  static Map<String, Object> object(String text, int from) {
    return new JsonScan(text, from).object(0);
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> values = new LinkedHashMap<>();
    at++;
    while (skipTo() && text.charAt(at) != '}') {
      if (text.charAt(at) != '"') {
        at++;
        continue;
      }
      StringBuilder key = new StringBuilder();
      at = string(text, at + 1, key);
      if (!skipTo() || text.charAt(at) != ':') continue;
      at++;
      Object value = skipTo() ? value(depth) : "";
      if (!value.equals("null")) values.putIfAbsent(lower(key.toString()), value);
    }
    at++;
    return values;
  }

  private Object value(int depth) {
    char c = text.charAt(at);
    if (c == '"') {
      StringBuilder content = new StringBuilder();
      at = string(text, at + 1, content);
      return content.toString();
    }
    if (depth < MAX_DEPTH && c == '{') return object(depth + 1);
    if (depth < MAX_DEPTH && c == '[') return list(depth + 1);
    int from = at;
    while (at < text.length() && ",]} \t".indexOf(text.charAt(at)) < 0) at++;
    if (at == from) at++;
    return text.substring(from, Math.min(at, text.length()));
  }

  private List<Object> list(int depth) {
    List<Object> values = new ArrayList<>();
    at++;
    while (skipTo() && text.charAt(at) != ']') {
      if (text.charAt(at) == '}') return values;
      values.add(value(depth));
    }
    at++;
    return values;
  }

  /** Skips blanks and commas; false at the end of the text. */
  private boolean skipTo() {
    while (at < text.length() && " \t,".indexOf(text.charAt(at)) >= 0) at++;
    return at < text.length();
  }

  private static String lower(String key) {
    return key.toLowerCase(Locale.ROOT);
  }

  /** Reads a JSON string's content from behind its quote; answers where it ended. */
  static int string(String text, int from, StringBuilder into) {
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c == '"') return i;
      if (c != '\\' || i >= text.length()) {
        into.append(c);
        continue;
      }
      char escaped = text.charAt(i++);
      switch (escaped) {
        case 'n' -> into.append('\n');
        case 't' -> into.append('\t');
        case 'r' -> into.append("");
        case 'u' -> {
          int end = Math.min(i + 4, text.length());
          into.append(unicode(text.substring(i, end)));
          i = end;
        }
        default -> into.append(escaped);
      }
    }
    return i;
  }

  private static char unicode(String digits) {
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(i), 16);
      if (digit < 0) return '?';
      value = value * 16 + digit;
    }
    return (char) value;
  }
}
