package dev.groundhog.engine.unit;

import dev.groundhog.engine.Keys;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.engine.suspect.Traits;
import dev.groundhog.engine.unit.Rows.Family;
import dev.groundhog.engine.unit.Rows.KnownHost;
import dev.groundhog.engine.unit.Rows.Part;
import dev.groundhog.events.AlertState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * On which hosts a family exists, which of them are well, and what labels those have: one small row
 * per host, and one per family in which everything is counted already. A host is well while it is
 * known, its agent (if it has one) speaks, and it has no part in an incident that is not closed.
 */
final class KnownHosts {
  /** So many make a share worth claiming although nobody says that there are no others. */
  static final int ENOUGH = 4;

  /** A label that changed on some host within this of the first crash may be why. */
  static final Duration LATELY = Duration.ofDays(1);

  private final UnitTables tables;

  KnownHosts(UnitTables tables) {
    this.tables = tables;
  }

  /** Takes in what a host desk says. */
  void know(Signal.Known known) {
    KnownHost before = row(known.family(), known.host());
    KnownHost after = after(before, known);
    Family family = family(known.family());
    for (String label : changed(before, after)) family = family.changed(label, known.appended());
    family = put(family, known.family(), known.host(), before, after);
    tables.families().put(known.family(), family);
  }

  private static KnownHost after(KnownHost before, Signal.Known known) {
    KnownHost its = before;
    Map<String, String> labels = known.labels();
    // What another instance's run said is more than what the host says of itself.
    if (labels != null && (known.complete() || !its.complete())) {
      its = its.with(labels, known.complete());
    }
    return switch (known.presence()) {
      case LISTED -> its.as(true, true, false);
      case RAN -> its.as(true, its.byAgent(), false);
      case HEARD -> its.as(its.known(), its.byAgent(), false);
      case SILENT -> its.as(its.known(), its.byAgent(), true);
      case GONE -> its.as(false, false, false);
    };
  }

  private static Set<String> changed(KnownHost before, KnownHost after) {
    if (!before.known() || !before.complete() || !after.complete()) return Set.of();
    Set<String> labels = new TreeSet<>(before.labels().keySet());
    labels.addAll(after.labels().keySet());
    labels.removeIf(
        label -> {
          String was = before.labels().get(label);
          return was != null && was.equals(after.labels().get(label));
        });
    return labels;
  }

  /** A host has a part in an incident now, so it is none of the healthy ones. */
  void join(IncidentRow row, String host) {
    // A closed incident only has its figures corrected; nobody would let the host go again.
    if (row.state() == AlertState.CLOSED) return;
    KnownHost before = row(row.family(), host);
    tables
        .families()
        .put(
            row.family(),
            put(family(row.family()), row.family(), host, before, before.withIncidents(1)));
  }

  /** An incident is closed: its hosts may be well again. */
  void release(IncidentRow row) {
    Set<String> hosts = new HashSet<>();
    Family family = family(row.family());
    for (Map.Entry<String, Part> part : tables.parts().withPrefix(Keys.prefix(row.id()))) {
      String host = part.getValue().host();
      if (!hosts.add(host)) continue;
      KnownHost before = row(row.family(), host);
      if (before.incidents() == 0) continue;
      family = put(family, row.family(), host, before, before.withIncidents(-1));
    }
    tables.families().put(row.family(), family);
  }

  /**
   * On how many hosts the family exists, the crashing ones among them; null where nobody can say:
   * hosts without an agent are known only once a run lasted, so a few of them are not the fleet.
   *
   * @param crashing hosts of the incident in question, or 0
   */
  @Nullable Integer count(String family, int crashing) {
    Family row = tables.families().get(family);
    if (row == null || row.known() == 0) return null;
    boolean agentsSay = row.known() == row.byAgent() && row.apart() >= crashing;
    if (row.known() < ENOUGH && !agentsSay) return null;
    return Math.max(row.known(), row.known() - row.apart() + crashing);
  }

  /** The labels of the hosts that are well. */
  Traits healthy(String family) {
    return family(family).healthy();
  }

  /** Labels that changed on some host not long before this moment, or after it. */
  Set<String> changedLately(String family, Instant firstCrashAt) {
    Set<String> labels = new TreeSet<>();
    family(family)
        .changed()
        .forEach(
            (label, at) -> {
              if (!at.isBefore(firstCrashAt.minus(LATELY))) labels.add(label);
            });
    return labels;
  }

  private Family put(Family family, String name, String host, KnownHost before, KnownHost after) {
    if (after.equals(before)) return family;
    String key = Keys.of(name, host);
    if (after.isNothing()) tables.known().delete(key);
    else tables.known().put(key, after);
    return family.without(before).with(after);
  }

  private KnownHost row(String family, String host) {
    KnownHost row = tables.known().get(Keys.of(family, host));
    return row == null ? KnownHost.NONE : row;
  }

  private Family family(String family) {
    Family row = tables.families().get(family);
    return row == null ? Family.NONE : row;
  }

  /** The newest of the labels that ever changed, so that the row stays small. */
  static Map<String, Instant> newest(Map<String, Instant> changed, int most) {
    Map<String, Instant> kept = new TreeMap<>();
    List<Map.Entry<String, Instant>> newestFirst =
        changed.entrySet().stream()
            .sorted(
                Map.Entry.<String, Instant>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(most)
            .toList();
    newestFirst.forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
    return kept;
  }
}
