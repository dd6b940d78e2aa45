package dev.groundhog.engine.unit;

import dev.groundhog.engine.Keys;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.rules.UnitRules;
import dev.groundhog.engine.signal.Crash;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which incident a crash belongs to. Crashes hang together by the family's gap alone, whatever the
 * order in which they become known, so that in the end the incidents of crashes that hang together
 * have each of them exactly once:
 *
 * <ul>
 *   <li>A crash within the gap of an incident joins it, the earliest of several. Told incidents
 *       never merge: what came to light between two of them makes none of them go away.
 *   <li>An incident that has grown takes in what waited beside it.
 *   <li>What waits is judged as a whole whenever a crash is added to it, by the rules of that
 *       crash: thresholds count only crashes that the same rules judge.
 *   <li>Of a closed incident nobody is told any more, so it takes in at once only what happened
 *       before it was closed and is over: a loop that still goes on, or went on after that, must be
 *       told by another. What has waited for a whole gap and became no loop joins it after all.
 * </ul>
 */
final class Membership {
  private static final Comparator<IncidentRow> EARLIEST =
      Comparator.comparing(IncidentRow::firstCrashAt).thenComparing(IncidentRow::id);

  private final UnitTables tables;
  private final Supplier<Rules> rules;
  private final Recents recents;
  private final Filing filing;

  Membership(UnitTables tables, Supplier<Rules> rules, Recents recents, Filing filing) {
    this.tables = tables;
    this.rules = rules;
    this.recents = recents;
    this.filing = filing;
  }

  /**
   * Puts a crash where it belongs, and with it what then belongs there too.
   *
   * @param now when it became known, in the log's time
   * @return its incident, as it is saved; empty: none so far
   */
  Optional<IncidentRow> place(String family, Recents.Placed placed, Instant now) {
    Crash crash = placed.crash();
    UnitRules with = rulesOf(family, crash);
    Optional<IncidentRow> its = incidentAt(family, crash.when(), now);
    if (its.isPresent()) {
      return Optional.of(absorb(filing.add(its.get(), placed, with, now, Evidence.NONE), now));
    }
    recents.add(family, placed, now, gap(family));
    List<Recents.Placed> cluster = recents.cluster(family, crash.when(), gap(family));
    List<Opening.Point> points =
        cluster.stream()
            .filter(p -> rulesOf(family, p.crash()).equals(with))
            .map(p -> new Opening.Point(p.host(), p.crash().when()))
            .toList();
    return Opening.decide(points, with, filing.knownHosts(family, 0))
        .map(reason -> open(family, reason, cluster, crash.when(), with, now));
  }

  /** The earliest incident that something at this time hangs together with. */
  Optional<IncidentRow> incidentAt(String family, Instant when, Instant now) {
    return incidents(family).stream()
        .filter(row -> isNear(row, when))
        .filter(row -> row.state() != AlertState.CLOSED || isLateFor(row, when, now))
        .min(EARLIEST);
  }

  /** Opens an incident for a unit that systemd gave up, with the crashes that led there. */
  IncidentRow openGivenUp(Signal.Seen seen, UnitRules with) {
    String family = seen.family();
    List<Recents.Placed> cluster = recents.cluster(family, seen.when(), gap(family));
    List<Recents.Placed> near = near(cluster, seen.when(), gap(family));
    return open(family, Reason.GAVE_UP, near, seen.when(), with, seen.appended());
  }

  /** Takes in what waits beside the incident, and what waits beside that, and saves it. */
  IncidentRow absorb(IncidentRow row, Instant now) {
    Duration gap = gap(row.family());
    IncidentRow grown = row;
    while (true) {
      Instant from = grown.firstCrashAt().minus(gap);
      Instant to = grown.lastCrashAt().plus(gap);
      List<Recents.Placed> beside = new ArrayList<>();
      for (Recents.Placed placed : recents.between(grown.family(), from, to)) {
        if (takes(grown, placed, now)) beside.add(placed);
      }
      if (beside.isEmpty()) break;
      grown = addAll(grown, beside, now);
    }
    save(grown);
    return grown;
  }

  private boolean takes(IncidentRow row, Recents.Placed placed, Instant now) {
    return row.state() != AlertState.CLOSED
        || recents.isSettled(row.family(), placed.host(), placed.unit())
        || isLateFor(row, placed.crash().when(), now);
  }

  /**
   * Crashes of a unit on one host have waited for a whole gap and became no loop: what hangs
   * together with an incident joins it now, even if that is closed.
   *
   * @param name of the agenda
   * @return the incidents that grew, as they are saved
   */
  List<IncidentRow> settle(String name, Instant now) {
    String family = recents.settle(name, rules.get().lateness(Keys.parts(name)[1]));
    if (family == null) return List.of();
    Map<String, IncidentRow> grown = new LinkedHashMap<>();
    for (IncidentRow row : incidents(family)) {
      IncidentRow after = absorb(row, now);
      if (after.crashes() > row.crashes()) grown.put(after.id(), after);
    }
    return List.copyOf(grown.values());
  }

  private boolean isNear(IncidentRow row, Instant when) {
    Duration gap = gap(row.family());
    return !when.isBefore(row.firstCrashAt().minus(gap))
        && !when.isAfter(row.lastCrashAt().plus(gap));
  }

  private boolean isLateFor(IncidentRow row, Instant when, Instant now) {
    boolean before = row.closedAt() == null || !when.isAfter(row.closedAt());
    UnitRules with = rules.get().of(row.family(), row.sharedLabels());
    return before && now.isAfter(when.plus(with.resolveAfter()));
  }

  private IncidentRow open(
      String family,
      Reason reason,
      List<Recents.Placed> cluster,
      Instant around,
      UnitRules with,
      Instant now) {
    Instant first = cluster.isEmpty() ? around : cluster.get(0).crash().when();
    String seed = cluster.isEmpty() ? family : cluster.get(0).crash().id();
    IncidentRow row = addAll(Incidents.fresh(family, reason, first, seed, now), cluster, now);
    boolean mayBeOver = now.isAfter(row.lastCrashAt().plus(with.resolveAfter()));
    if (mayBeOver) row = IncidentRowBuilder.builder(row).tellAt(now.plus(UnitDesk.SETTLE)).build();
    save(row);
    return row;
  }

  private IncidentRow addAll(IncidentRow row, List<Recents.Placed> crashes, Instant now) {
    IncidentRow next = row;
    for (Recents.Placed placed : crashes) {
      Evidence evidence = recents.evidence(row.family(), placed.host(), placed.unit());
      next = filing.add(next, placed, rulesOf(row.family(), placed.crash()), now, evidence);
    }
    recents.remove(row.family(), crashes);
    return next;
  }

  /** The part of a cluster that hangs together with a moment at which nothing crashed. */
  private static List<Recents.Placed> near(
      List<Recents.Placed> cluster, Instant when, Duration gap) {
    if (cluster.isEmpty()) return cluster;
    Instant first = cluster.get(0).crash().when();
    Instant last = cluster.get(cluster.size() - 1).crash().when();
    boolean hangsTogether = !when.isBefore(first.minus(gap)) && !when.isAfter(last.plus(gap));
    return hangsTogether ? cluster : List.of();
  }

  private List<IncidentRow> incidents(String family) {
    return tables.incidents().withPrefix(Keys.prefix(family)).stream()
        .map(Map.Entry::getValue)
        .toList();
  }

  private void save(IncidentRow row) {
    tables.incidents().put(Keys.of(row.family(), row.id()), row);
  }

  private Duration gap(String family) {
    return rules.get().gap(family);
  }

  private UnitRules rulesOf(String family, Crash crash) {
    return rules.get().of(family, crash.labels());
  }
}
