package dev.groundhog.engine.cause;

import java.util.Locale;
import java.util.Set;

/**
 * What stays of a path though the rest varies: the name of a file of settings, which tells one
 * fault from another.
 */
final class Landmarks {
  private static final Set<String> SETTINGS =
      Words.of(
          """
          yml yaml toml ini conf cfg cnf properties env hcl
          """);

  private Landmarks() {}

  /** {@code <path>}, with the file's name if it tells. */
  static String path(String word) {
    String base = word.substring(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1);
    int dot = base.lastIndexOf('.');
    if (dot < 1
        || base.indexOf('.') < dot
        || base.length() > 60
        || !Tokens.isName(base)
        || Tokens.hasDigit(base.substring(0, dot))) return "<path>";
    boolean tells = SETTINGS.contains(base.substring(dot + 1).toLowerCase(Locale.ROOT));
    return tells ? "<path>/" + base : "<path>";
  }

  /** Whether something stayed of a masked word. */
  static boolean in(String word) {
    return word.startsWith("…/");
  }
}
