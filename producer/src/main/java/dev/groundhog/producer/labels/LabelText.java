package dev.groundhog.producer.labels;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Bounds for names and values that come from outside. Pure. */
final class LabelText {
  private static final int MAX_VALUE = 255;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}\u2028\u2029]+");

  private LabelText() {}

  /** {@code TEAM_NAME} is {@code team-name}; the empty string for what makes no name. */
  static String name(String variable) {
    String name = variable.toLowerCase(Locale.ROOT).replace('_', '-');
    return NAME.matcher(name).matches() ? name : "";
  }

  /** On one line, and cut; may be empty. */
  static String value(String text) {
    String plain = CONTROL.matcher(text).replaceAll(" ").strip();
    if (plain.length() <= MAX_VALUE) return plain;
    int end = Character.isHighSurrogate(plain.charAt(MAX_VALUE - 1)) ? MAX_VALUE - 1 : MAX_VALUE;
    return plain.substring(0, end);
  }

  /** Adds a label if it has a name and a value, and is not there. */
  static void put(Map<String, String> labels, String name, String value) {
    String text = value(value);
    if (!name.isEmpty() && !text.isEmpty()) labels.putIfAbsent(name, text);
  }
}
