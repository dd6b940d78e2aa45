package dev.groundhog.engine.rules;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The rules in force: defaults, and what differs for some units. The first override that matches a
 * unit family wins.
 *
 * @param defaults for units that no entry matches
 * @param overrides in the file's order
 */
public record Rules(UnitRules defaults, List<ForUnits> overrides) {

  /** Built in; docs/rules.md says why each number is what it is. */
  public static final Rules BUILT_IN =
      new Rules(
          new UnitRules(
              List.of(new Speed(3, Duration.ofMinutes(5))),
              new Wave(3, 0, Duration.ofMinutes(10)),
              true,
              Duration.ofMinutes(10),
              Duration.ofMinutes(30),
              Duration.ofSeconds(45),
              Duration.ofMinutes(5),
              List.of(2, 3, 5, 10, 20, 50, 100, 200, 500, 1000),
              List.of(Duration.ofHours(1), Duration.ofHours(4), Duration.ofHours(24)),
              Duration.ofHours(24),
              null),
          List.of());

  public Rules {
    overrides = List.copyOf(overrides);
  }

  /**
   * What holds for some units.
   *
   * @param match a glob over unit families: {@code payments-*.service}
   * @param labels labels a crash must carry besides; empty: any
   * @param rules complete: the defaults with what differs over them
   */
  public record ForUnits(String match, Map<String, String> labels, UnitRules rules) {
    boolean covers(String family, Map<String, String> crashLabels) {
      return glob(match).matcher(family).matches()
          && crashLabels.entrySet().containsAll(labels.entrySet());
    }
  }

  /**
   * @param family {@code worker@.service}
   * @param labels of the crash in question
   */
  public UnitRules of(String family, Map<String, String> labels) {
    for (ForUnits override : overrides) {
      if (override.covers(family, labels)) return override.rules();
    }
    return defaults;
  }

  /** A glob with {@code *} and {@code ?}; everything else is literal. */
  static Pattern glob(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString());
  }
}
