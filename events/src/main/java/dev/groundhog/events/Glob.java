package dev.groundhog.events;

/**
 * Globs over names: {@code *} is any text, {@code ?} one character, everything else is literal.
 * Asked for each crash and each entry of the rules, so no pattern is compiled.
 */
public final class Glob {
  private Glob() {}

  /** Whether the whole text is covered. Time is that of glob times text at worst. */
  public static boolean matches(String glob, String text) {
    int g = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        resume = t;
      } else if (g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == text.charAt(t))) {
        g++;
        t++;
      } else if (star >= 0) {
        // The last star takes one character more.
        g = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') g++;
    return g == glob.length();
  }
}
