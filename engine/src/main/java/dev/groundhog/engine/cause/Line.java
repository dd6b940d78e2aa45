package dev.groundhog.engine.cause;

import org.jspecify.annotations.Nullable;

/**
 * A line of the tail without what its logging put before it.
 *
 * @param at index in the tail; a log line in JSON with a stack in it gives many lines of one index
 * @param text what was said; its indentation stays, because traces are told by it
 * @param trimmed the same without it
 * @param level how loud, if the line says so
 * @param stamped whether a time or a level stood before it: it was logged, not written by a run
 *     time that dies
 * @param ident the program that syslog or the journal name, without its pid
 * @param structured whether it comes out of a field of a log line that is data
 */
record Line(
    int at,
    String text,
    String trimmed,
    @Nullable Level level,
    boolean stamped,
    @Nullable String ident,
    boolean structured) {

  Line(int at, String text, @Nullable Level level, boolean stamped, @Nullable String ident) {
    this(at, text, text.strip(), level, stamped, ident, false);
  }

  /** Whether it is a step of a stack, {@code at com.example.Chat.route(Chat.java:41)}. */
  boolean isStep() {
    if (!trimmed.startsWith("at ")) return false;
    int open = trimmed.indexOf('(');
    if (open < 5) return false;
    return trimmed.lastIndexOf(' ', open) == 2 || trimmed.charAt(trimmed.length() - 1) == ')';
  }

  boolean isLoud() {
    return level == Level.ERROR || level == Level.FATAL;
  }

  /** Columns of white space at the start; a tab is eight. */
  int indent() {
    int columns = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\t') columns += 8;
      else if (c == ' ') columns++;
      else break;
    }
    return columns;
  }
}
