package dev.groundhog.events;

import org.jspecify.annotations.Nullable;

/** Shared validation of the contract's records; the messages end up in dead letters. */
final class Check {
  /** Two names and a moment are shorter; 1,000 of these stay below Kafka's 1 MiB a record. */
  private static final int MAX_ID = 600;

  private Check() {}

  static <T> T present(String field, @Nullable T value) {
    if (value == null) throw malformed(field, "a value", "nothing");
    return value;
  }

  /** An id that other ids and keys are made of: neither blank nor overlong. */
  static void id(String field, @Nullable String value) {
    if (value == null || value.isBlank()) throw malformed(field, "an id", value);
    if (value.length() > MAX_ID) {
      throw malformed(field, "at most " + MAX_ID + " characters", value.length() + " characters");
    }
  }

  /** A name that people see in one line: not blank, not overlong, no control characters. */
  static void name(String field, @Nullable String value) {
    if (value == null || value.isBlank()) throw malformed(field, "a name", value);
    if (value.length() > UnitEvent.MAX_NAME) {
      throw malformed(
          field, "at most " + UnitEvent.MAX_NAME + " characters", value.length() + " characters");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw malformed(field, "a name without control characters", "some");
    }
  }

  /** A word or an id of somebody else's making, if there is one: as short and plain as a name. */
  static void brief(String field, @Nullable String value) {
    if (value != null && !value.isBlank()) name(field, value);
  }

  static IllegalArgumentException malformed(String field, String expected, @Nullable Object found) {
    return new IllegalArgumentException(
        "%s: expected %s, found %s".formatted(field, expected, found == null ? "nothing" : found));
  }
}
