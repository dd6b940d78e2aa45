package dev.groundhog.engine.unit;

import dev.groundhog.engine.Keys;
import dev.groundhog.engine.rules.UnitRules;
import dev.groundhog.engine.unit.Rows.CauseRow;
import dev.groundhog.engine.unit.Rows.Part;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes an incident down as a revision, complete in itself. Lists are cut, totals are not; a
 * revision that only corrects figures carries the first cause's tail alone, and less of it.
 */
final class Revisions {
  private static final int QUIET_SAMPLE_LINES = 22;

  private static final Comparator<Alert.HostPart> WORST_FIRST =
      Comparator.comparingLong(Alert.HostPart::crashes)
          .reversed()
          .thenComparing(Alert.HostPart::host);

  private final UnitTables tables;
  private final CrashLabels labels;

  Revisions(UnitTables tables, CrashLabels labels) {
    this.tables = tables;
    this.labels = labels;
  }

  /** The hosts' states now, for deciding how it ended. */
  List<HostState> hostStates(IncidentRow row, UnitRules rules, Instant now) {
    return hosts(row, rules, now).stream().map(Alert.HostPart::state).toList();
  }

  /**
   * @param row as it is after telling: revision and news are counted already
   */
  Alert write(
      IncidentRow row, Reason reason, UnitRules rules, @Nullable Integer knownHosts, Instant now) {
    List<Alert.HostPart> hosts = hosts(row, rules, now);
    List<CauseRow> causes = causes(row);
    return AlertBuilder.builder()
        .v(Alert.VERSION)
        .incident(row.id())
        .revision(row.revision())
        .state(row.state())
        .reason(reason)
        .newsRevision(row.newsRevision())
        .newsReason(row.newsReason())
        .openReason(row.openReason())
        .scope(Scope.UNIT)
        .unit(row.family())
        .severity(row.severity())
        .openedAt(row.openedAt())
        .firstCrashAt(row.firstCrashAt())
        .lastCrashAt(row.lastCrashAt())
        .at(now)
        .reopened(row.reopened())
        .crashes(row.crashes())
        .hostCount(row.hostCount())
        .knownHosts(knownHosts)
        .hosts(hosts.stream().sorted(WORST_FIRST).limit(Alert.MAX_HOSTS).toList())
        .hostsOmitted(Math.max(0, hosts.size() - Alert.MAX_HOSTS))
        .exits(row.exits())
        .causes(listed(causes, reason.isNews()))
        .causesOmitted(Math.max(0, causes.size() - Alert.MAX_CAUSES))
        .suspects(labels.suspects(row))
        .members(List.of())
        .labels(row.sharedLabels())
        .channel(rules.channel())
        .build();
  }

  /** Each host's part, by name. */
  private List<Alert.HostPart> hosts(IncidentRow row, UnitRules rules, Instant now) {
    Map<String, Alert.HostPart> hosts = new TreeMap<>();
    for (Map.Entry<String, Part> entry : tables.parts().withPrefix(Keys.prefix(row.id()))) {
      Part part = entry.getValue();
      hosts.merge(
          part.host(),
          new Alert.HostPart(
              part.host(),
              part.crashes(),
              part.evidence().state(part.lastCrashAt(), now, rules.resolveAfter()),
              part.lastCrashAt(),
              part.restarts()),
          Revisions::together);
    }
    return List.copyOf(hosts.values());
  }

  /** Two units of one host: it stands as the one of them that stands worse. */
  private static Alert.HostPart together(Alert.HostPart a, Alert.HostPart b) {
    return new Alert.HostPart(
        a.host(),
        a.crashes() + b.crashes(),
        Ending.worse(a.state(), b.state()),
        either(a.lastCrashAt(), b.lastCrashAt(), (x, y) -> x.isAfter(y) ? x : y),
        either(a.restarts(), b.restarts(), Integer::sum));
  }

  private static <T> @Nullable T either(@Nullable T a, @Nullable T b, BinaryOperator<T> both) {
    if (a == null) return b;
    return b == null ? a : both.apply(a, b);
  }

  private static List<Alert.Cause> listed(List<CauseRow> causes, boolean news) {
    List<Alert.Cause> listed = new ArrayList<>();
    for (CauseRow cause : causes.subList(0, Math.min(causes.size(), Alert.MAX_CAUSES))) {
      Alert.Sample sample = cause.sample();
      if (!news) sample = listed.isEmpty() && sample != null ? shorter(sample) : null;
      listed.add(
          new Alert.Cause(
              cause.fingerprint(),
              cause.title(),
              cause.crashes(),
              cause.hosts(),
              sample,
              cause.decisive()));
    }
    return listed;
  }

  private static Alert.Sample shorter(Alert.Sample sample) {
    List<String> lines = sample.lines();
    int from = Math.max(0, lines.size() - QUIET_SAMPLE_LINES);
    return new Alert.Sample(sample.host(), sample.at(), lines.subList(from, lines.size()));
  }

  private List<CauseRow> causes(IncidentRow row) {
    return tables.causes().withPrefix(Keys.prefix(row.id())).stream()
        .map(Map.Entry::getValue)
        .sorted(
            Comparator.comparingLong(CauseRow::crashes)
                .reversed()
                .thenComparing(CauseRow::fingerprint))
        .toList();
  }
}
