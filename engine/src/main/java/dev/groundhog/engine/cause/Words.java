package dev.groundhog.engine.cause;

import java.util.Set;

/** Lists of words, written as text. */
final class Words {
  private Words() {}

  /** The words between blanks and line ends. */
  static Set<String> of(String text) {
    return Set.of(text.strip().split("\\s+"));
  }
}
