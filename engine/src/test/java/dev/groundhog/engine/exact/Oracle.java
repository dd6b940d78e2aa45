package dev.groundhog.engine.exact;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is true of a list of crashes, by trying everything: no order, no state, no time, and no code
 * of the engine. Times are milliseconds.
 */
final class Oracle {

  /**
   * A crash that really happened, known from the script and not from the engine.
   *
   * @param rule which of the rules judges it
   */
  record Truth(
      String id, String family, String host, long when, String exit, String cause, Rule rule) {}

  /**
   * What is a problem.
   *
   * @param sharePercent of the known hosts; 0: not asked
   */
  record Rule(List<Speed> speeds, int waveHosts, int sharePercent, long waveWithin, long quietFor) {

    long gap() {
      long gap = Math.max(quietFor, waveWithin);
      for (Speed speed : speeds) gap = Math.max(gap, speed.within());
      return gap;
    }
  }

  record Speed(int crashes, long within) {}

  /** Crashes of one family that hang together. */
  record Cluster(String family, List<Truth> crashes) {
    long first() {
      return crashes.stream().mapToLong(Truth::when).min().orElseThrow();
    }

    long last() {
      return crashes.stream().mapToLong(Truth::when).max().orElseThrow();
    }
  }

  private Oracle() {}

  /** Whoever can be reached from one another by steps of at most the gap. */
  static List<Cluster> clusters(List<Truth> crashes, long gap) {
    List<Cluster> clusters = new ArrayList<>();
    Set<Truth> left = new HashSet<>(crashes);
    for (Truth seed : crashes) {
      if (!left.remove(seed)) continue;
      List<Truth> together = new ArrayList<>();
      Deque<Truth> reached = new ArrayDeque<>(List.of(seed));
      while (!reached.isEmpty()) {
        Truth one = reached.remove();
        together.add(one);
        for (Truth other : List.copyOf(left)) {
          boolean near = Math.abs(one.when() - other.when()) <= gap;
          if (near && one.family().equals(other.family()) && left.remove(other)) reached.add(other);
        }
      }
      clusters.add(new Cluster(seed.family(), together));
    }
    return clusters;
  }

  /**
   * Whether any window that begins with any of the crashes reaches any threshold.
   *
   * @param known hosts known to have the family; 0: unknown
   */
  static boolean isProblem(Cluster cluster, int known) {
    for (Truth from : cluster.crashes()) {
      Rule rule = from.rule();
      for (Speed speed : rule.speeds()) {
        long crashes =
            cluster.crashes().stream()
                .filter(c -> c.rule().equals(rule) && c.host().equals(from.host()))
                .filter(c -> isWithin(from, c, speed.within()))
                .count();
        if (crashes >= speed.crashes()) return true;
      }
      Set<String> hosts = new TreeSet<>();
      for (Truth other : cluster.crashes()) {
        boolean counts = other.rule().equals(rule) && isWithin(from, other, rule.waveWithin());
        if (counts) hosts.add(other.host());
      }
      if (hosts.size() >= hostsNeeded(rule, known)) return true;
    }
    return false;
  }

  private static boolean isWithin(Truth from, Truth other, long within) {
    return other.when() >= from.when() && other.when() - from.when() <= within;
  }

  private static int hostsNeeded(Rule rule, int known) {
    int share =
        BigDecimal.valueOf((long) rule.sharePercent() * known)
            .divide(BigDecimal.valueOf(100), 0, RoundingMode.CEILING)
            .intValueExact();
    return Math.max(rule.waveHosts(), share);
  }
}
