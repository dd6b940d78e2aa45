package dev.groundhog.producer.labels;

import java.util.Map;
import java.util.TreeMap;

/**
 * The labels in a unit's {@code Environment=}, as {@code systemctl show} prints it: assignments
 * with blanks between, those with special characters in double quotes, with backslashes before
 * {@code " \ $ `} and C escapes for control characters (tried on 252). Pure.
 *
 * <p>Nothing else of the environment is looked at: it holds secrets.
 */
final class UnitEnvironment {
  /** The contract allows 64 labels of an event; 48 are the host's. */
  static final int MOST = 12;

  private static final String PREFIX = "GROUNDHOG_LABEL_";

  private UnitEnvironment() {}

  /** By name: {@code GROUNDHOG_LABEL_TEAM_NAME} is {@code team-name}. */
  static Map<String, String> labels(String printed) {
    Map<String, String> labels = new TreeMap<>();
    Words words = new Words(printed);
    for (String word = words.next(); !word.isEmpty(); word = words.next()) {
      int equals = word.indexOf('=');
      if (equals < 0 || !word.startsWith(PREFIX) || labels.size() == MOST) continue;
      String name = LabelText.name(word.substring(PREFIX.length(), equals));
      LabelText.put(labels, name, word.substring(equals + 1));
    }
    return labels;
  }

  /** Words as a shell would split them, without expanding anything. */
  private static final class Words {
    private final String text;
    private int at;

    Words(String text) {
      this.text = text;
    }

    /** The next word without its quotes; the empty string at the end. */
    String next() {
      while (at < text.length() && text.charAt(at) == ' ') at++;
      StringBuilder word = new StringBuilder();
      char quote = 0;
      for (; at < text.length(); at++) {
        char c = text.charAt(at);
        if (quote == 0 && c == ' ') break;
        if (quote == 0 && (c == '"' || c == '\'')) quote = c;
        else if (c == quote) quote = 0;
        else if (c == '\\' && quote != '\'' && at + 1 < text.length())
          escaped(word, text.charAt(++at));
        else word.append(c);
      }
      return word.toString();
    }

    /** A control character has no place in a label. */
    private static void escaped(StringBuilder word, char c) {
      word.append("abfnrtv".indexOf(c) >= 0 ? ' ' : c);
    }
  }
}
