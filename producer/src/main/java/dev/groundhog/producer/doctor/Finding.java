package dev.groundhog.producer.doctor;

import org.jspecify.annotations.Nullable;

/**
 * One line of the doctor's report.
 *
 * @param group part of the host side: {@code systemd}, {@code hook}, {@code Kafka}
 * @param level how bad it is
 * @param says what was seen
 * @param mend the command or setting that puts it right; null if nothing is wrong
 */
record Finding(String group, Level level, String says, @Nullable String mend) {
  /** How bad it is. */
  enum Level {
    OK("ok"),
    WARN("warn"),
    FAIL("FAIL"),
    /** Not tried, because something before it is broken. */
    SKIPPED("--");

    private final String word;

    Level(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  static Finding ok(String group, String says) {
    return new Finding(group, Level.OK, says, null);
  }

  static Finding warn(String group, String says, String mend) {
    return new Finding(group, Level.WARN, says, mend);
  }

  static Finding fail(String group, String says, String mend) {
    return new Finding(group, Level.FAIL, says, mend);
  }

  static Finding skipped(String group, String says) {
    return new Finding(group, Level.SKIPPED, says, null);
  }
}
