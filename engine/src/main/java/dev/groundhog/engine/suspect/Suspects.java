package dev.groundhog.engine.suspect;

import dev.groundhog.engine.suspect.Traits.Trait;
import dev.groundhog.events.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which labels separate the crashing hosts from the healthy ones. Pure; docs/rules.md tells people
 * how it decides.
 *
 * <p>Of each label the value that most crashing hosts have is tried. It is a suspect if at least
 * {@value #MIN_HOSTS} hosts crash and of {@value #MIN_HOSTS} healthy ones it is known whether they
 * have it, at least 80 % of the crashing and at most 20 % of the healthy have it, and Fisher's
 * exact p times the number of labels tried is at most {@value #ALPHA} (Bonferroni). So 3 of 3 and 0
 * of 7 are enough among up to six labels that vary, 3 of 3 and 0 of 3 only if one label varies.
 *
 * <p>Where too few healthy hosts are known there is no share to claim. Then only a label that
 * changed on some host in the last day is named, if every crashing host has it and no healthy one
 * is known to: "all have it" alone says nothing about a label that they always had.
 */
public final class Suspects {
  static final int MIN_HOSTS = 3;
  static final double ALPHA = 0.05;
  static final int MAX = 3;

  /** What agents add by themselves; between equals what a person named says more. */
  private static final Set<String> OF_THE_HOST = Set.of("arch", "exe-modified", "kernel", "os");

  private static final Comparator<Found> BEST_FIRST =
      Comparator.comparingDouble(Found::p)
          .thenComparing(found -> OF_THE_HOST.contains(found.suspect().label()))
          .thenComparing(found -> found.suspect().label());

  private Suspects() {}

  private record Found(double p, Alert.Suspect suspect) {}

  /**
   * @param crashing the hosts of an incident
   * @param healthy hosts that are known to run the family well
   * @param changed labels whose value changed on some host lately
   * @return at most three, the best first
   */
  public static List<Alert.Suspect> of(Traits crashing, Traits healthy, Set<String> changed) {
    if (crashing.hosts() < MIN_HOSTS) return List.of();
    int tried = tried(crashing, healthy);
    List<Found> found = new ArrayList<>();
    crashing
        .labels()
        .forEach(
            (label, trait) -> {
              Found its = judge(label, trait, crashing, healthy, tried, changed);
              if (its != null) found.add(its);
            });
    return found.stream().sorted(BEST_FIRST).limit(MAX).map(Found::suspect).toList();
  }

  private static @Nullable Found judge(
      String label, Trait trait, Traits crashing, Traits healthy, int tried, Set<String> changed) {
    Map.Entry<String, Integer> top = top(trait);
    if (top == null) return null;
    int a = top.getValue();
    int ofCrashing = crashing.hosts();
    Integer b = healthy.having(label, top.getKey());
    int ofHealthy = healthy.decided(label);
    if (b == null) return null;
    String share = a + "/" + ofCrashing;
    if (ofHealthy < MIN_HOSTS) {
      boolean named = a == ofCrashing && b == 0 && changed.contains(label);
      return named ? new Found(2, new Alert.Suspect(label, top.getKey(), share, null)) : null;
    }
    boolean separates = a * 5L >= ofCrashing * 4L && b * 5L <= ofHealthy;
    if (!separates) return null;
    double p = Fisher.p(a, ofCrashing, b, ofHealthy);
    if (p * tried > ALPHA) return null;
    return new Found(p, new Alert.Suspect(label, top.getKey(), share, b + "/" + ofHealthy));
  }

  /** The value that most hosts have, by name among equals; null: none is counted by itself. */
  private static Map.@Nullable Entry<String, Integer> top(Trait trait) {
    Map.Entry<String, Integer> top = null;
    for (Map.Entry<String, Integer> value : trait.values().entrySet()) {
      if (top == null || value.getValue() > top.getValue()) top = value;
    }
    return top;
  }

  /** The labels that could have separated: those that differ, but not on each single host. */
  private static int tried(Traits crashing, Traits healthy) {
    Set<String> names = new TreeSet<>(crashing.labels().keySet());
    names.addAll(healthy.labels().keySet());
    return (int) names.stream().filter(name -> couldSeparate(name, crashing, healthy)).count();
  }

  private static boolean couldSeparate(String label, Traits crashing, Traits healthy) {
    Map<String, Integer> values = new TreeMap<>();
    int rest = 0;
    for (Traits traits : List.of(crashing, healthy)) {
      Trait trait = traits.labels().get(label);
      if (trait == null) continue;
      trait.values().forEach((value, n) -> values.merge(value, n, Integer::sum));
      rest += trait.rest();
    }
    if (rest > 0) return true;
    int without = crashing.without(label) + healthy.without(label);
    boolean varies = values.size() + (without > 0 ? 1 : 0) > 1;
    boolean eachItsOwn = values.values().stream().allMatch(n -> n == 1);
    return varies && !eachItsOwn;
  }
}
