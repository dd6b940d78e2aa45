package dev.groundhog.producer.redact;

/**
 * Where a secret stands in a line.
 *
 * @param from index of its first character
 * @param to index behind its last character, greater than {@code from}
 * @param kind the word of its mark: lower case, digits and dashes
 */
record Span(int from, int to, String kind) {
  static final String MARK = "[redacted:";

  String mark() {
    return MARK + kind + ']';
  }

  int length() {
    return to - from;
  }
}
