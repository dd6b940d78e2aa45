package dev.groundhog.engine.exact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.exact.Oracle.Cluster;
import dev.groundhog.engine.exact.Oracle.Truth;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares what the engine said with what is true.
 *
 * <p>A <em>problem</em> is a cluster of the oracle's that reaches a threshold. However it came to
 * be known, it is told by at least one incident, and all incidents that tell it have together each
 * of its crashes exactly once; what is no problem is told by none. It is told by more than one only
 * where reports came late or partitions were read apart: two ends of it were told before what lies
 * between came to light, or it went on after it was closed.
 */
final class Judgement {
  private Judgement() {}

  /** Every figure of the newest revisions, and every crash's place. */
  static Map<Cluster, List<Alert>> isTrue(
      Script script, List<UnitDesk.Filed> filed, List<Alert> alerts) {
    List<Truth> truths = script.truths();
    Set<String> once = new HashSet<>();
    for (UnitDesk.Filed one : filed) {
      assertThat(once.add(one.crash())).as("%s is filed once", one.crash()).isTrue();
    }
    assertThat(once).isEqualTo(truths.stream().map(Truth::id).collect(Collectors.toSet()));

    List<Cluster> clusters = Oracle.clusters(truths, script.gap());
    Map<Cluster, List<Alert>> told = new HashMap<>();
    for (Cluster cluster : clusters) told.put(cluster, new ArrayList<>());
    for (Alert alert : newest(alerts))
      told.computeIfAbsent(clusterOf(alert, clusters), c -> new ArrayList<>()).add(alert);
    told.forEach((cluster, incidents) -> figures(cluster, incidents, script.knownHosts()));
    return told;
  }

  /** Which problems were told, as their crashes. */
  static Set<Set<String>> problems(Map<Cluster, List<Alert>> told) {
    Set<Set<String>> problems = new HashSet<>();
    told.forEach(
        (cluster, incidents) -> {
          if (incidents.isEmpty()) return;
          problems.add(cluster.crashes().stream().map(Truth::id).collect(Collectors.toSet()));
        });
    return problems;
  }

  static List<Alert> newest(List<Alert> alerts) {
    Map<String, Alert> newest = new TreeMap<>();
    for (Alert alert : alerts) newest.put(alert.incident(), alert);
    return List.copyOf(newest.values());
  }

  private static Cluster clusterOf(Alert alert, List<Cluster> clusters) {
    long first = alert.firstCrashAt().toEpochMilli();
    long last = alert.lastCrashAt().toEpochMilli();
    return clusters.stream()
        .filter(c -> c.family().equals(alert.unit()))
        .filter(c -> c.first() <= first && last <= c.last())
        .findFirst()
        .orElseThrow(() -> new AssertionError("told, but not true: " + alert));
  }

  private static void figures(Cluster cluster, List<Alert> incidents, int known) {
    boolean problem = Oracle.isProblem(cluster, known);
    assertThat(!incidents.isEmpty()).as("told, of %s", cluster).isEqualTo(problem);
    if (!problem) return;
    List<Truth> crashes = cluster.crashes();
    assertThat(incidents.stream().mapToLong(Alert::crashes).sum())
        .as("crashes of %s in %s", cluster, incidents)
        .isEqualTo(crashes.size());
    assertThat(sum(incidents, Alert::exits)).isEqualTo(count(crashes, Truth::exit));
    assertThat(sum(incidents, Judgement::byHost)).isEqualTo(count(crashes, Truth::host));
    assertThat(sum(incidents, Judgement::byCause)).isEqualTo(count(crashes, Truth::cause));
    assertThat(incidents.stream().map(Alert::firstCrashAt).min(Instant::compareTo))
        .contains(Instant.ofEpochMilli(cluster.first()));
    assertThat(incidents.stream().map(Alert::lastCrashAt).max(Instant::compareTo))
        .contains(Instant.ofEpochMilli(cluster.last()));
    for (Alert alert : incidents) {
      assertThat(alert.state()).isEqualTo(AlertState.CLOSED);
      assertThat(alert.hosts()).hasSize(alert.hostCount());
      for (Alert.Cause cause : alert.causes()) {
        assertThat(cause.hosts()).isLessThanOrEqualTo(alert.hostCount());
      }
    }
    if (incidents.size() == 1) causeHosts(cluster, incidents.get(0));
  }

  private static void causeHosts(Cluster cluster, Alert alert) {
    for (Alert.Cause cause : alert.causes()) {
      long hosts =
          cluster.crashes().stream()
              .filter(c -> c.cause().equals(wordOf(cause)))
              .map(Truth::host)
              .distinct()
              .count();
      assertThat(cause.hosts()).as("hosts of %s", cause).isEqualTo((int) hosts);
    }
  }

  private static Map<String, Long> byHost(Alert alert) {
    Map<String, Long> hosts = new TreeMap<>();
    for (Alert.HostPart part : alert.hosts()) hosts.put(part.host(), part.crashes());
    return hosts;
  }

  private static Map<String, Long> byCause(Alert alert) {
    Map<String, Long> causes = new TreeMap<>();
    for (Alert.Cause cause : alert.causes()) causes.put(wordOf(cause), cause.crashes());
    return causes;
  }

  private static String wordOf(Alert.Cause cause) {
    // Of a crash without a log only its ending is known.
    return Stream.of("no route", "disk full")
        .filter(word -> cause.title().contains(word))
        .findFirst()
        .orElse("");
  }

  private static Map<String, Long> sum(
      List<Alert> incidents, Function<Alert, Map<String, Long>> figure) {
    Map<String, Long> sum = new TreeMap<>();
    for (Alert alert : incidents) figure.apply(alert).forEach((k, n) -> sum.merge(k, n, Long::sum));
    return sum;
  }

  private static Map<String, Long> count(List<Truth> crashes, Function<Truth, String> by) {
    Map<String, Long> count = new TreeMap<>();
    for (Truth crash : crashes) count.merge(by.apply(crash), 1L, Long::sum);
    return count;
  }
}
