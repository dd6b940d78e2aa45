package dev.groundhog.engine.cause;

import org.jspecify.annotations.Nullable;

/**
 * A line of the tail without what its logging put before it.
 *
 * @param at index in the tail; a log line in JSON with a stack in it gives many lines of one index
 * @param text what was said; its indentation stays, because traces are told by it
 * @param level how loud, if the line says so
 * @param stamped whether a time or a level stood before it: it was logged, not written by a run
 *     time that dies
 * @param ident the program that syslog or the journal name, without its pid
 */
record Line(int at, String text, @Nullable Level level, boolean stamped, @Nullable String ident) {

  String trimmed() {
    return text.strip();
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
