package dev.groundhog.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Shared validation of the contract's records; the messages end up in dead letters. */
final class Check {
  /** Two names and a moment are shorter; 1,000 of these stay below Kafka's 1 MiB a record. */
  private static final int MAX_ID = 600;

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Check() {}

  static <T> T present(String field, @Nullable T value) {
    if (value == null) throw malformed(field, "a value", "nothing");
    return value;
  }

  /** A moment that RFC 3339 can write: of a year of four digits. */
  static void moment(String field, @Nullable Instant value) {
    Instant moment = present(field, value);
    if (moment.isBefore(FIRST) || moment.isAfter(LAST)) {
      throw malformed(field, "a year from 0000 to 9999", moment);
    }
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
    if (hasControl(value)) throw malformed(field, "a name without control characters", "some");
  }

  private static boolean hasControl(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) return true;
    }
    return false;
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
