package dev.groundhog.engine.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name was meant. Pure. */
final class Spelling {
  private Spelling() {}

  /** The name that is fewest edits away, upper and lower case being one; none if all are far. */
  static Optional<String> nearest(String word, Collection<String> names) {
    return names.stream()
        .filter(name -> edits(word, name) <= Math.max(1, name.length() / 3))
        .min(Comparator.<String>comparingInt(name -> edits(word, name)).thenComparing(n -> n));
  }

  /** Letters to add, to leave out or to change. Levenshtein's distance, row by row. */
  static int edits(String a, String b) {
    String from = a.toLowerCase(Locale.ROOT);
    String to = b.toLowerCase(Locale.ROOT);
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) row[j] = j;
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
