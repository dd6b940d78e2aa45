package dev.groundhog.engine.signal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name by which the rules know a note: that of its unit's family, else {@code note:} and the
 * title's letters and digits, {@code note:nightly-backup}. Such a name has no dot, so it is no
 * unit's, and {@code note:*} is all of them.
 */
public final class NoteFamily {
  private static final String PREFIX = "note:";
  private static final String UNTITLED = "untitled";

  /** Longer titles differ at their ends, in dates and numbers. */
  private static final int MAX = 64;

  private NoteFamily() {}

  public static String of(@Nullable String unit, @Nullable String title) {
    return unit != null ? UnitFamily.of(unit) : PREFIX + word(title == null ? "" : title);
  }

  private static String word(String title) {
    StringBuilder word = new StringBuilder();
    for (char c : title.toLowerCase(Locale.ROOT).toCharArray()) {
      if (word.length() == MAX) break;
      if (Character.isLetterOrDigit(c) || c == '_') word.append(c);
      else if (!word.isEmpty() && word.charAt(word.length() - 1) != '-') word.append('-');
    }
    int end = word.length();
    while (end > 0 && word.charAt(end - 1) == '-') end--;
    return end == 0 ? UNTITLED : word.substring(0, end);
  }
}
