package dev.groundhog.engine.cause;

import java.util.List;

/** The form of a masked message that is hashed. */
final class Alike {
  private static final List<String> CLASSES =
      List.of(
          "address>",
          "path>",
          "id>",
          "hex>",
          "token>",
          "time>",
          "duration>",
          "size>",
          "email>",
          "url>");

  private Alike() {}

  /**
   * The form that is hashed: whatever stands for a value reads {@code …}, because the same value is
   * a number here and a name there; words counted by one are not plural.
   */
  static String of(String masked) {
    StringBuilder out = new StringBuilder(masked.length());
    int i = 0;
    while (i < masked.length()) {
      int end = endOfValue(masked, i);
      if (end < 0) {
        // Ruby and others changed the quote that they open with.
        char c = masked.charAt(i++);
        out.append(c == '`' ? '\'' : c);
        continue;
      }
      // A value's unit, and values with nothing but marks between them.
      while (end < masked.length()) {
        int next = end;
        while (next < masked.length() && ":/.-_+~%@".indexOf(masked.charAt(next)) >= 0) next++;
        int more = next < masked.length() ? endOfValue(masked, next) : -1;
        if (more > 0) end = more;
        else break;
      }
      out.append('…');
      i = plural(masked, end, out);
    }
    return out.toString();
  }

  private static int endOfValue(String text, int at) {
    char c = text.charAt(at);
    if (c == '#' || c == '…') return at + 1;
    if (c != '<') return -1;
    for (String name : CLASSES) {
      if (text.startsWith(name, at + 1)) return at + 1 + name.length();
    }
    return -1;
  }

  /** {@code 1 error}, {@code 2 errors}. */
  private static int plural(String text, int from, StringBuilder out) {
    if (from + 4 >= text.length() || text.charAt(from) != ' ') return from;
    int end = from + 1;
    while (end < text.length() && Character.isLetter(text.charAt(end))) end++;
    if (end - from < 6 || text.charAt(end - 1) != 's' || text.charAt(end - 2) == 's') return from;
    out.append(text, from, end - 1);
    return end;
  }
}
