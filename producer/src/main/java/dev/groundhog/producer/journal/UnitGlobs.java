package dev.groundhog.producer.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names of services by pattern, as a shell writes them: {@code *}, {@code ?}, {@code [a-z]}. Pure.
 * Our own units never match: what watches does not watch itself.
 */
public final class UnitGlobs {
  private final List<Pattern> patterns;

  private UnitGlobs(List<Pattern> patterns) {
    this.patterns = patterns;
  }

  /** Matches nothing. */
  public static UnitGlobs none() {
    return new UnitGlobs(List.of());
  }

  /**
   * @param list patterns with commas between; one without a suffix means services: {@code chat*} is
   *     {@code chat*.service}
   * @throws IllegalArgumentException if one is no pattern of names of services; the message says
   *     what was expected
   */
  public static UnitGlobs of(String list) {
    List<Pattern> patterns = new ArrayList<>();
    for (String word : list.split(",", -1)) {
      String glob = word.strip();
      if (glob.isEmpty()) continue;
      if (!glob.matches("[A-Za-z0-9:_.\\\\@*?\\[\\]!-]{1,255}")) {
        throw new IllegalArgumentException("names of services with *, ? and [a-z]");
      }
      patterns.add(pattern(glob.endsWith(".service") ? glob : glob + ".service"));
    }
    return new UnitGlobs(List.copyOf(patterns));
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      int close = c == '[' ? glob.indexOf(']', i + 2) : -1;
      if (c == '*') regex.append(".*");
      else if (c == '?') regex.append('.');
      else if (close > 0) {
        String set = glob.substring(i + 1, close).replace("\\", "\\\\").replace("[", "\\[");
        regex.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
        i = close;
      } else regex.append(Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString());
  }

  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  public boolean matches(String unit) {
    return !unit.startsWith("groundhog-")
        && patterns.stream().anyMatch(pattern -> pattern.matcher(unit).matches());
  }
}
