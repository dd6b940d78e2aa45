package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the scalar values of a JSON object in one pass, by {@code key} or {@code parent.key} in
 * lower case. A parser would refuse what is cut off, and the end of a long line is cut off.
 */
final class JsonScan {
  /** Deeper is hostile. */
  private static final int MAX_DEPTH = 16;

  private final String text;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> parents = new ArrayList<>();
  private int at;

  JsonScan(String text, int from) {
    this.text = text;
    this.at = from;
  }

  Map<String, String> values() {
    String key = null;
    while (at < text.length()) {
      char c = text.charAt(at);
      switch (c) {
        case '{', '[' -> {
          if (parents.size() >= MAX_DEPTH) return values;
          parents.add(key == null ? "" : key);
          at++;
          if (c == '{') key = null;
        }
        case '}', ']' -> {
          if (!parents.isEmpty()) parents.remove(parents.size() - 1);
          key = null;
          at++;
        }
        case ',' -> {
          at++;
        }
        case '"' -> key = quoted(key);
        case ' ', '\t', ':' -> at++;
        default -> key = bare(key);
      }
    }
    return values;
  }

  /** A key, if a colon follows; else the value of the key before. */
  private @Nullable String quoted(@Nullable String key) {
    StringBuilder content = new StringBuilder();
    at = string(text, at + 1, content);
    int next = at;
    while (next < text.length() && text.charAt(next) == ' ') next++;
    if (next < text.length() && text.charAt(next) == ':') return content.toString();
    return put(key, content.toString());
  }

  private @Nullable String bare(@Nullable String key) {
    int from = at;
    while (at < text.length() && ",]} ".indexOf(text.charAt(at)) < 0) at++;
    if (at == from) at++;
    return put(key, text.substring(from, Math.min(at, text.length())));
  }

  private @Nullable String put(@Nullable String key, String value) {
    if (key == null) return null;
    String name = key.toLowerCase(Locale.ROOT);
    String parent = parents.isEmpty() ? "" : parents.get(parents.size() - 1);
    boolean inList = parent.equals(key);
    if (inList) {
      values.merge(name, value, (a, b) -> a.length() > 8_000 ? a : a + '\n' + b);
      return key;
    }
    if (parent.isEmpty()) values.put(name, value);
    else values.putIfAbsent(parent.toLowerCase(Locale.ROOT) + '.' + name, value);
    return null;
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
