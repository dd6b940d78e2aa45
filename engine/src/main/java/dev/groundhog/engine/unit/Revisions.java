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
import org.jspecify.annotations.Nullable;

/**
 * Writes an incident down as a revision, complete in itself. Lists are cut, totals are not; a
 * revision that only corrects figures carries the first cause's tail alone, and less of it.
 */
final class Revisions {
  private static final int QUIET_SAMPLE_LINES = 22;

  private final UnitTables tables;

  Revisions(UnitTables tables) {
    this.tables = tables;
  }

  /** The hosts' states now, for deciding how it ended. */
  List<HostState> hostStates(IncidentRow row, UnitRules rules, Instant now) {
    return parts(row).stream()
        .map(part -> part.evidence().state(part.lastCrashAt(), now, rules.resolveAfter()))
        .toList();
  }

  /**
   * @param row as it is after telling: revision and news are counted already
   */
  Alert write(
      IncidentRow row, Reason reason, UnitRules rules, @Nullable Integer knownHosts, Instant now) {
    List<Part> parts = parts(row);
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
        .hosts(hosts(parts, rules, now))
        .hostsOmitted(Math.max(0, parts.size() - Alert.MAX_HOSTS))
        .exits(row.exits())
        .causes(listed(causes, reason.isNews()))
        .causesOmitted(Math.max(0, causes.size() - Alert.MAX_CAUSES))
        .suspects(List.of())
        .members(List.of())
        .labels(row.sharedLabels())
        .channel(rules.channel())
        .build();
  }

  private static List<Alert.HostPart> hosts(List<Part> parts, UnitRules rules, Instant now) {
    return parts.stream()
        .sorted(Comparator.comparingLong(Part::crashes).reversed().thenComparing(Part::host))
        .limit(Alert.MAX_HOSTS)
        .map(
            part ->
                new Alert.HostPart(
                    part.host(),
                    part.crashes(),
                    part.evidence().state(part.lastCrashAt(), now, rules.resolveAfter()),
                    part.lastCrashAt(),
                    part.restarts()))
        .toList();
  }

  private static List<Alert.Cause> listed(List<CauseRow> causes, boolean news) {
    List<Alert.Cause> listed = new ArrayList<>();
    for (CauseRow cause : causes.subList(0, Math.min(causes.size(), Alert.MAX_CAUSES))) {
      Alert.Sample sample = cause.sample();
      if (!news) sample = listed.isEmpty() && sample != null ? shorter(sample) : null;
      listed.add(
          new Alert.Cause(
              cause.fingerprint(), cause.title(), cause.crashes(), cause.hosts(), sample));
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

  private List<Part> parts(IncidentRow row) {
    return tables.parts().withPrefix(Keys.prefix(row.id())).stream()
        .map(Map.Entry::getValue)
        .toList();
  }
}
