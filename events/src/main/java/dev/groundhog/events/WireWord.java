package dev.groundhog.events;

import java.util.Locale;

/**
 * An enum whose constants are words of the contract: {@code GAVE_UP} travels as {@code gave-up}.
 * Each has a constant {@code UNKNOWN}, which stands for every word a newer writer may use.
 */
interface WireWord {
  String name();

  /** The word as it travels: lower case, hyphens. */
  default String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
