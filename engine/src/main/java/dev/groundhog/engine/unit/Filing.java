package dev.groundhog.engine.unit;

import dev.groundhog.engine.Keys;
import dev.groundhog.engine.cause.CauseKey;
import dev.groundhog.engine.rules.UnitRules;
import dev.groundhog.engine.signal.Crash;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.engine.unit.Rows.CauseRow;
import dev.groundhog.engine.unit.Rows.Part;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds crashes to an incident: its figures, the host's part, the cause. */
final class Filing {
  /** A noisy log has a new "cause" per crash; past these they only count. */
  private static final int MAX_CAUSES = 100;

  /** So many ways to die are news: the next order of trouble, as with hosts. */
  private static final List<Integer> CAUSE_STEPS = List.of(2, 3, 5, 10, 20, 50, 100);

  private final UnitTables tables;
  private final KnownHosts knownHosts;
  private final CrashLabels labels;

  Filing(UnitTables tables, KnownHosts knownHosts, CrashLabels labels) {
    this.tables = tables;
    this.knownHosts = knownHosts;
    this.labels = labels;
  }

  /**
   * @param now when it became known, in the log's time
   * @param evidence what was seen of the unit there before it had a part in the incident
   */
  IncidentRow add(
      IncidentRow row, Recents.Placed placed, UnitRules rules, Instant now, Evidence evidence) {
    Crash crash = placed.crash();
    IncidentRowBuilder next = IncidentRowBuilder.builder(row);
    boolean newHost = addToPart(row, placed, evidence);
    if (newHost) knownHosts.join(row, placed.host());
    labels.add(row, placed.host(), crash.labels());
    next.crashes(row.crashes() + 1)
        .hostCount(row.hostCount() + (newHost ? 1 : 0))
        .exits(count(row.exits(), crash.exit()))
        .labels(shared(row.labels(), crash.labels()))
        .firstCrashAt(earlier(row.firstCrashAt(), crash.when()))
        .lastCrashAt(later(row.lastCrashAt(), crash.when()))
        .dirty(true);
    addToCause(row, placed.host(), crash, next);
    if (comesBack(row, crash.when(), rules, now)) reopen(row, rules, now, next);
    return withNews(next.build(), rules);
  }

  /** A new crash after the end; a late report of an old one only corrects figures. */
  private static boolean comesBack(IncidentRow row, Instant when, UnitRules rules, Instant now) {
    boolean fresh = Duration.between(when, now).compareTo(rules.resolveAfter()) <= 0;
    return row.state().isOver()
        && row.state() != AlertState.CLOSED
        && fresh
        && when.isAfter(row.lastCrashAt());
  }

  /** That it flaps is told once; after that its coming and going only edits the message. */
  private static void reopen(
      IncidentRow row, UnitRules rules, Instant now, IncidentRowBuilder next) {
    next.state(AlertState.OPEN).reopened(row.reopened() + 1);
    next.pending(row.flaps() ? null : Reason.REOPENED);
    // Not followed by the reminders it missed while it was over.
    if (row.flaps()) next.reminders(Incidents.reminders(row, rules, now));
  }

  /**
   * systemd gave up on this host: the host has a part in the incident, and it is critical. Where
   * that is the first that is heard of the host's trouble, it brings the incident back like a
   * crash.
   */
  IncidentRow addGaveUp(IncidentRow row, Signal.Seen seen, Evidence evidence, UnitRules rules) {
    String host = seen.host();
    String key = Keys.of(row.id(), host, seen.unit());
    Part part = tables.parts().get(key);
    IncidentRowBuilder next = IncidentRowBuilder.builder(row).dirty(true);
    boolean wasUp = part == null || !isGivenUp(part, rules, seen.appended());
    if (wasUp && comesBack(row, seen.when(), rules, seen.appended())) {
      reopen(row, rules, seen.appended(), next.lastCrashAt(seen.when()));
    }
    if (part == null) {
      if (isNew(row, host)) {
        next.hostCount(row.hostCount() + 1);
        knownHosts.join(row, host);
      }
      part = new Part(host, seen.unit(), 0, null, null, evidence);
    }
    tables.parts().put(key, part.with(evidence));
    if (rules.severity().gaveUp() && row.severity() != Severity.CRITICAL) {
      next.severity(Severity.CRITICAL);
      if (row.revision() > 0) next.pending(Reason.SEVERITY);
    }
    return withNews(next.build(), rules);
  }

  /** A log whose decisive line always differs must not make news for ever. */
  private static int causeStep(int causes) {
    int reached = 0;
    for (int step : CAUSE_STEPS) if (causes >= step) reached = step;
    return reached;
  }

  private static boolean isGivenUp(Part part, UnitRules rules, Instant now) {
    return part.evidence().state(part.lastCrashAt(), now, rules.resolveAfter())
        == HostState.GAVE_UP;
  }

  /** Figures that became news; what people know already is in the row. */
  private IncidentRow withNews(IncidentRow row, UnitRules rules) {
    Severity now = Severities.of(row.hostCount(), knownHosts(row.family(), row.hostCount()), rules);
    boolean worse = now.compareTo(row.severity()) > 0;
    IncidentRowBuilder next =
        IncidentRowBuilder.builder(row).severity(worse ? now : row.severity());
    if (row.revision() == 0 || row.state() != AlertState.OPEN) return next.build();
    if (worse) return next.pending(Reason.SEVERITY).build();
    if (row.pending() != null) return row;
    if (row.toldCauses() > 0 && causeStep(row.decisiveCauses()) > causeStep(row.toldCauses())) {
      return next.pending(Reason.NEW_CAUSE).build();
    }
    if (rules.step(row.hostCount()) > row.toldStep()) return next.pending(Reason.SPREAD).build();
    return row;
  }

  /**
   * On how many hosts the family is known to exist; null if that is not known of more than these.
   */
  @Nullable Integer knownHosts(String family, int crashing) {
    return knownHosts.count(family, crashing);
  }

  /** True if the host is new to the incident. */
  private boolean addToPart(IncidentRow row, Recents.Placed placed, Evidence evidence) {
    Crash crash = placed.crash();
    String key = Keys.of(row.id(), placed.host(), placed.unit());
    Part part = tables.parts().get(key);
    boolean isNew = part == null && isNew(row, placed.host());
    if (part == null) part = new Part(placed.host(), placed.unit(), 0, null, null, evidence);
    tables
        .parts()
        .put(
            key,
            new Part(
                part.host(),
                part.unit(),
                part.crashes() + 1,
                part.lastCrashAt() == null ? crash.when() : later(part.lastCrashAt(), crash.when()),
                crash.restarts() == null ? part.restarts() : crash.restarts(),
                part.evidence()));
    return isNew;
  }

  /** Whether no unit of this host has a part in the incident yet. */
  private boolean isNew(IncidentRow row, String host) {
    return tables.parts().withPrefix(Keys.prefix(row.id(), host)).isEmpty();
  }

  private void addToCause(IncidentRow row, String host, Crash crash, IncidentRowBuilder next) {
    CauseKey cause = crash.cause();
    if (cause == null) return;
    String key = Keys.of(row.id(), cause.fingerprint());
    CauseRow known = tables.causes().get(key);
    if (known == null && row.causeCount() >= MAX_CAUSES) return;
    if (known == null) {
      known = new CauseRow(cause.fingerprint(), cause.title(), 0, 0, null, cause.decisive());
      next.causeCount(row.causeCount() + 1);
      if (cause.decisive()) next.decisiveCauses(row.decisiveCauses() + 1);
    }
    String hostKey = Keys.of(row.id(), cause.fingerprint(), host);
    boolean newHost = tables.causeHosts().get(hostKey) == null;
    if (newHost) tables.causeHosts().put(hostKey, "");
    Alert.Sample sample = known.sample();
    if (sample == null && !crash.lines().isEmpty()) {
      sample = new Alert.Sample(host, crash.when(), crash.lines());
    }
    tables
        .causes()
        .put(
            key,
            new CauseRow(
                cause.fingerprint(),
                known.title(),
                known.crashes() + 1,
                known.hosts() + (newHost ? 1 : 0),
                sample,
                known.decisive()));
  }

  private static Map<String, Long> count(Map<String, Long> exits, String exit) {
    Map<String, Long> next = new TreeMap<>(exits);
    boolean room = next.containsKey(exit) || next.size() < IncidentRow.MAX_EXITS;
    next.merge(room ? exit : "other", 1L, Long::sum);
    return next;
  }

  private static Map<String, String> shared(
      @Nullable Map<String, String> so, Map<String, String> labels) {
    if (so == null) return labels;
    Map<String, String> shared = new TreeMap<>(so);
    shared.entrySet().retainAll(labels.entrySet());
    return shared;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
