package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.List;

/** Finds whether any of many phrases is in a text, in one pass: each line of each tail is asked. */
final class Phrases {
  private final String[][] byFirst = new String[128][];

  Phrases(List<String> phrases) {
    for (int c = 0; c < byFirst.length; c++) {
      List<String> starting = new ArrayList<>();
      for (String phrase : phrases) {
        if (phrase.charAt(0) == c) starting.add(phrase);
      }
      byFirst[c] = starting.toArray(new String[0]);
    }
  }

  boolean anyIn(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= byFirst.length) continue;
      for (String phrase : byFirst[c]) {
        if (text.startsWith(phrase, i)) return true;
      }
    }
    return false;
  }
}
