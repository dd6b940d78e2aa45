package dev.groundhog.engine.rules;

import dev.groundhog.events.Glob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The rules in force: defaults, and what differs for some units. The first override that matches a
 * unit family wins.
 *
 * @param defaults for units that no entry matches
 * @param overrides in the file's order
 * @param fleet when unit incidents are one larger problem
 */
public record Rules(UnitRules defaults, List<ForUnits> overrides, FleetRules fleet) {

  /** Built in; docs/rules.md says why each number is what it is. */
  public static final Rules BUILT_IN =
      new Rules(
          new UnitRules(
              List.of(new Speed(3, Duration.ofMinutes(5))),
              new Wave(3, 0, Duration.ofMinutes(10)),
              true,
              new Critical(11, 0.5, true),
              false,
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

  /** With the built-in rules for the fleet. */
  public Rules(UnitRules defaults, List<ForUnits> overrides) {
    this(defaults, overrides, FleetRules.BUILT_IN);
  }

  /**
   * What holds for some units.
   *
   * @param match a glob over unit families: {@code payments-*.service}
   * @param labels labels a crash must carry besides; empty: any
   * @param rules complete: the defaults with what differs over them
   */
  public record ForUnits(String match, Map<String, String> labels, UnitRules rules) {
    /** Whether a crash of this family with these labels is judged by this entry, and why not. */
    public Match match(String family, Map<String, String> crashLabels) {
      if (!Glob.matches(match, family)) return Match.OTHER_NAME;
      boolean all = crashLabels.entrySet().containsAll(labels.entrySet());
      return all ? Match.COVERS : Match.OTHER_LABELS;
    }

    /**
     * Whether nothing is left for another entry behind this one. May say no where the truth is yes,
     * never the other way round: a {@code ?} could stand for the other's {@code *}.
     */
    boolean takesAllOf(ForUnits other) {
      boolean sure = match.equals(other.match) || !match.contains("?");
      return sure
          && Glob.matches(match, other.match)
          && other.labels.entrySet().containsAll(labels.entrySet());
    }
  }

  /** How an entry and a crash go together. */
  public enum Match {
    COVERS,
    OTHER_NAME,
    OTHER_LABELS
  }

  /**
   * @param family {@code worker@.service}
   * @param labels of the crash in question
   */
  public UnitRules of(String family, Map<String, String> labels) {
    int entry = entryOf(family, labels);
    return entry < 0 ? defaults : overrides.get(entry).rules();
  }

  /**
   * Crashes of this family further apart than this belong to different incidents: the longest gap
   * of all rules that may judge one of them. Which do depends on a crash's labels, and crashes that
   * hang together must do so in whatever order they come.
   */
  public Duration gap(String family) {
    return longest(family, UnitRules::gap);
  }

  /** So long a crash of this family may stay unreported and still be told. */
  public Duration lateness(String family) {
    return longest(family, UnitRules::lateness);
  }

  private Duration longest(String family, Function<UnitRules, Duration> of) {
    Duration longest = Duration.ZERO;
    for (ForUnits entry : overrides) {
      if (entry.match(family, entry.labels()) == Match.OTHER_NAME) continue;
      longest = longer(longest, of.apply(entry.rules()));
      if (entry.labels().isEmpty()) return longest;
    }
    return longer(longest, of.apply(defaults));
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** Which of the overrides holds, from 0; -1 for the defaults. */
  public int entryOf(String family, Map<String, String> labels) {
    for (int i = 0; i < overrides.size(); i++) {
      if (overrides.get(i).match(family, labels) == Match.COVERS) return i;
    }
    return -1;
  }

  /** Overrides that no crash can reach, each with the one before it that takes all of its. */
  public SortedMap<Integer, Integer> unreachable() {
    SortedMap<Integer, Integer> unreachable = new TreeMap<>();
    for (int later = 1; later < overrides.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        boolean all = overrides.get(earlier).takesAllOf(overrides.get(later));
        if (all) unreachable.putIfAbsent(later, earlier);
      }
    }
    return unreachable;
  }
}
