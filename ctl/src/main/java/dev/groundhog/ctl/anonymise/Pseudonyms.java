package dev.groundhog.ctl.anonymise;

import java.util.HashMap;
import java.util.Map;

/**
 * Numbered names instead of real ones: {@code host-1}, {@code host-2} in the order in which they
 * are met. The same name has the same number, and from a number nobody comes back to the name.
 */
final class Pseudonyms {
  private final String word;
  private final Map<String, String> given = new HashMap<>();

  /**
   * @param word what comes before the number
   */
  Pseudonyms(String word) {
    this.word = word;
  }

  String of(String name) {
    return given.computeIfAbsent(name, n -> word + '-' + (given.size() + 1));
  }
}
