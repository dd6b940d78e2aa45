package dev.groundhog.engine.cause;

import java.util.regex.Pattern;

/** Tells names of exceptions from other words. */
final class Types {
  private static final Pattern THROWN =
      Pattern.compile(
          "(?:[\\w$]+[.:]+)*[\\w$]*(?:Exception|Error|Throwable|Failure|Fault|Panic|Interrupt|Exit"
              + "|Timeout|Expired|Refused|Unavailable|NotFound|Denied|Abort(?:ed)?|Warning)");

  private Types() {}

  /** Whether the name of a type says that it is thrown. */
  static boolean looksThrown(String name) {
    return THROWN.matcher(name).matches();
  }

  /** Whether the word that ends there ends like one. */
  static boolean mayBeThrown(String text, int end) {
    return text.startsWith("rror", end - 4)
        || text.startsWith("ception", end - 7)
        || text.startsWith("ailure", end - 6)
        || text.startsWith("nterrupt", end - 8)
        || text.startsWith("xit", end - 3)
        || text.startsWith("hrowable", end - 8);
  }

  /** {@code com.example.Boom} to {@code Boom}. */
  static String simple(String name) {
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':')) + 1);
  }
}
