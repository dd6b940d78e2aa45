package dev.groundhog.engine.cause;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How loud a log line is, whatever its library calls it. */
enum Level {
  QUIET,
  WARN,
  ERROR,
  FATAL;

  private static final Map<String, Level> WORDS =
      Map.ofEntries(
          Map.entry("trace", QUIET),
          Map.entry("trce", QUIET),
          Map.entry("verbose", QUIET),
          Map.entry("debug", QUIET),
          Map.entry("dbug", QUIET),
          Map.entry("dbg", QUIET),
          Map.entry("fine", QUIET),
          Map.entry("finer", QUIET),
          Map.entry("finest", QUIET),
          Map.entry("config", QUIET),
          Map.entry("info", QUIET),
          Map.entry("inf", QUIET),
          Map.entry("information", QUIET),
          Map.entry("log", QUIET),
          Map.entry("notice", QUIET),
          Map.entry("success", QUIET),
          Map.entry("verb", QUIET),
          Map.entry("vrb", QUIET),
          Map.entry("debu", QUIET),
          Map.entry("trac", QUIET),
          Map.entry("note", QUIET),
          Map.entry("warn", WARN),
          Map.entry("wrn", WARN),
          Map.entry("warning", WARN),
          Map.entry("error", ERROR),
          Map.entry("err", ERROR),
          Map.entry("eror", ERROR),
          Map.entry("erro", ERROR),
          Map.entry("severe", ERROR),
          Map.entry("fail", ERROR),
          Map.entry("fatal", FATAL),
          Map.entry("ftl", FATAL),
          Map.entry("fata", FATAL),
          Map.entry("pani", FATAL),
          Map.entry("pnc", FATAL),
          Map.entry("critical", FATAL),
          Map.entry("crit", FATAL),
          Map.entry("alert", FATAL),
          Map.entry("emerg", FATAL),
          Map.entry("emergency", FATAL),
          Map.entry("panic", FATAL),
          Map.entry("dpanic", FATAL));

  /** The level that a word names in any case, or null. */
  static @Nullable Level of(String word) {
    if (word.length() < 3 || word.length() > 11) return null;
    return WORDS.get(word.toLowerCase(Locale.ROOT));
  }

  /** Of a number: as pino, bunyan and the like write it (50 is an error), or as syslog does. */
  static @Nullable Level ofNumber(String number) {
    return switch (number) {
      case "10", "20", "30" -> QUIET;
      case "40" -> WARN;
      case "50" -> ERROR;
      case "60" -> FATAL;
      case "0", "1", "2", "3", "4", "5", "6", "7" -> ofPriority(number.charAt(0) - '0');
      default -> null;
    };
  }

  /** Of the first letter alone, as glog, mongod and short formats write it. */
  static @Nullable Level ofLetter(char letter) {
    return switch (letter) {
      case 'F' -> FATAL;
      case 'E' -> ERROR;
      case 'W' -> WARN;
      case 'I', 'D', 'T', 'V', 'N' -> QUIET;
      default -> null;
    };
  }

  /**
   * Of a syslog priority, of which the last three bits are the severity. Source: RFC 5424, 6.2.1.
   */
  static Level ofPriority(int priority) {
    int severity = priority & 7;
    if (severity <= 2) return FATAL;
    if (severity == 3) return ERROR;
    return severity == 4 ? WARN : QUIET;
  }
}
