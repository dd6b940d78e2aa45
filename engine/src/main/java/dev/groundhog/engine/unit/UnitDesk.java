package dev.groundhog.engine.unit;

import dev.groundhog.engine.Agenda;
import dev.groundhog.engine.Keys;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.rules.UnitRules;
import dev.groundhog.engine.signal.Crash;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.engine.signal.Signal.Sight;
import dev.groundhog.engine.unit.Rows.Part;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the crashes of a unit family into incidents and says what people should see of them.
 *
 * <p>Every crash belongs to exactly one incident or, below the thresholds, to none. An incident's
 * crashes hang together: a crash further than the gap from all others belongs to another incident.
 * What needs no crash (ends, reminders, figures) is done by the log's time alone: the minimum over
 * all partitions of how far their host desks have come, so that after an outage nothing ends before
 * the unread crashes are read.
 *
 * <p>One desk serves many families. Called from one thread.
 */
public final class UnitDesk {
  private static final String KIND = "incident";

  /** A spool that drains tells an old loop crash by crash: wait for the rest of it. */
  public static final Duration SETTLE = Duration.ofSeconds(10);

  /**
   * Where a crash was put.
   *
   * @param incident null: in none
   * @param reason why: the incident's open reason, or below-threshold
   */
  public record Filed(
      String crash, String host, Instant when, @Nullable String incident, Reason reason) {}

  /** What a signal led to. */
  public record Outcome(List<Alert> revisions, List<Filed> filed) {}

  private final UnitTables tables;
  private final Supplier<Rules> rules;
  private final Agenda agenda;
  private final Recents recents;
  private final KnownHosts knownHosts;
  private final CrashLabels labels;
  private final Filing filing;
  private final Membership membership;
  private final Revisions revisions;

  /**
   * @param rules asked anew for each signal, so that they may change while the desk works
   */
  public UnitDesk(UnitTables tables, Supplier<Rules> rules) {
    this.tables = tables;
    this.rules = rules;
    this.agenda = new Agenda(tables.agenda());
    this.recents = new Recents(tables, agenda);
    this.knownHosts = new KnownHosts(tables);
    this.labels = new CrashLabels(tables, knownHosts);
    this.filing = new Filing(tables, knownHosts, labels);
    this.membership = new Membership(tables, rules, recents, filing);
    this.revisions = new Revisions(tables, labels);
  }

  /** Takes in the next signal. */
  public Outcome accept(Signal signal) {
    List<Alert> told = new ArrayList<>();
    List<Filed> filed = new ArrayList<>();
    if (signal instanceof Signal.Crashes crashes) crashes(crashes, told, filed);
    if (signal instanceof Signal.Known known) knownHosts.know(known);
    if (signal instanceof Signal.Seen seen) see(seen, told);
    if (signal instanceof Signal.Notice notice) {
      told.add(NoticeAlerts.write(notice, rulesOf(notice.family(), notice.labels())));
    }
    if (signal instanceof Signal.Note note) {
      told.add(NoteAlerts.write(note, rulesOf(note.family(), note.labels())));
    }
    if (signal instanceof Signal.Progress progress) advance(progress, told);
    return new Outcome(List.copyOf(told), List.copyOf(filed));
  }

  // ---- crashes

  private void crashes(Signal.Crashes batch, List<Alert> told, List<Filed> filed) {
    Map<String, IncidentRow> touched = new LinkedHashMap<>();
    for (Crash crash : batch.crashes()) {
      Recents.Placed placed = new Recents.Placed(batch.host(), batch.unit(), crash);
      IncidentRow row = membership.place(batch.family(), placed, batch.appended()).orElse(null);
      if (row != null) touched.put(row.id(), row);
      filed.add(
          new Filed(
              crash.id(),
              batch.host(),
              crash.when(),
              row == null ? null : row.id(),
              row == null ? Reason.BELOW_THRESHOLD : row.openReason()));
    }
    for (IncidentRow row : touched.values()) tell(row, null, batch.appended(), told);
  }

  // ---- what else is seen

  private void see(Signal.Seen seen, List<Alert> told) {
    UnitRules with = rulesOf(seen.family(), Map.of());
    recents.see(seen.family(), seen.host(), seen.unit(), seen.sight(), seen.when());
    boolean gaveUp = seen.sight() == Sight.GAVE_UP && with.gaveUp();
    IncidentRow its =
        gaveUp
            ? membership
                .incidentAt(seen.family(), seen.when(), seen.appended())
                .orElseGet(() -> membership.openGivenUp(seen, with))
            : null;
    for (Map.Entry<String, IncidentRow> entry :
        tables.incidents().withPrefix(Keys.prefix(seen.family()))) {
      IncidentRow row = entry.getValue();
      seeIn(row, seen, its != null && row.id().equals(its.id()), told);
    }
  }

  private void seeIn(IncidentRow row, Signal.Seen seen, boolean gaveUp, List<Alert> told) {
    if (row.state() == AlertState.CLOSED) return;
    UnitRules with = rulesOf(row.family(), row.sharedLabels());
    Part part = tables.parts().get(Keys.of(row.id(), seen.host(), seen.unit()));
    Evidence before = part == null ? Evidence.NONE : part.evidence();
    Evidence evidence = before.with(seen.sight(), seen.when());
    if (gaveUp) {
      IncidentRow critical = filing.addGaveUp(row, seen, evidence, with);
      tell(membership.absorb(critical, seen.appended()), null, seen.appended(), told);
      return;
    }
    if (part == null) return;
    tables.parts().put(Keys.of(row.id(), seen.host(), seen.unit()), part.with(evidence));
    // That somebody stopped it by hand belongs into the message, quietly.
    if (row.state() == AlertState.OPEN && isStopped(part, evidence, seen, with)) {
      tell(IncidentRowBuilder.builder(row).dirty(true).build(), null, seen.appended(), told);
      return;
    }
    // Over, but not known to be well: a later sign of life may still turn it into "recovered".
    if (row.state().isOver() && row.state() != AlertState.RECOVERED && row.recheckAt() == null) {
      Instant recheck = seen.appended().plus(with.resolveAfter());
      tell(IncidentRowBuilder.builder(row).recheckAt(recheck).build(), null, seen.appended(), told);
    }
  }

  private static boolean isStopped(Part part, Evidence evidence, Signal.Seen seen, UnitRules with) {
    return seen.sight() == Sight.STOPPED
        && evidence.state(part.lastCrashAt(), seen.appended(), with.resolveAfter())
            == HostState.STOPPED;
  }

  // ---- time

  private void advance(Signal.Progress progress, List<Alert> told) {
    tables.progress().put(Integer.toString(progress.partition()), progress.appended());
    Instant now = progress.appended();
    for (int partition = 0; partition < progress.of(); partition++) {
      Instant its = tables.progress().get(Integer.toString(partition));
      if (its == null) return;
      if (its.isBefore(now)) now = its;
    }
    Instant logTime = now;
    agenda.eachDue(now, name -> lookAt(name, logTime, told));
  }

  private void lookAt(String name, Instant now, List<Alert> told) {
    if (Recents.isOurs(name)) {
      for (IncidentRow grown : membership.settle(name, now)) tell(grown, null, now, told);
      return;
    }
    String[] parts = Keys.parts(name);
    IncidentRow row = tables.incidents().get(Keys.of(parts[1], parts[2]));
    if (row != null) look(IncidentRowBuilder.builder(row).due(null).build(), now, told);
  }

  /** Looks at an incident because its time has come. */
  private void look(IncidentRow row, Instant now, List<Alert> told) {
    UnitRules with = rulesOf(row.family(), row.sharedLabels());
    Instant end = row.lastCrashAt().plus(with.resolveAfter());
    Instant close = closesAt(row);
    boolean settling = row.tellAt() != null && now.isBefore(row.tellAt());
    if (row.state() == AlertState.CLOSED) {
      if (!now.isBefore(close.plus(rules.get().lateness(row.family())))) forget(row);
      else tell(row, null, now, told);
    } else if (settling || now.isBefore(end)) {
      tell(row, null, now, told);
    } else if (row.state() == AlertState.OPEN) {
      end(row, with, now, told);
    } else if (!now.isBefore(close)) {
      close(IncidentRowBuilder.builder(row).closedAt(now).build(), now, told);
      // Not before: its hosts would count twice, as crashing and as well.
      knownHosts.release(row);
    } else {
      recheck(row, with, now, told);
    }
  }

  private void end(IncidentRow row, UnitRules with, Instant now, List<Alert> told) {
    AlertState state = Ending.of(revisions.hostStates(row, with, now));
    tell(as(row, state), reasonOf(state), now, told);
  }

  /** The end of one that flapped was held back until it lasted. */
  private void close(IncidentRow row, Instant now, List<Alert> told) {
    Reason ended = reasonOf(row.state());
    boolean owed = row.flaps() && row.newsReason() != ended && row.revision() > 0;
    IncidentRow next = owed ? revise(row, ended, now, told) : row;
    tell(as(next, AlertState.CLOSED), Reason.CLOSED, now, told);
  }

  private void recheck(IncidentRow row, UnitRules with, Instant now, List<Alert> told) {
    IncidentRow checked = row;
    if (row.recheckAt() != null && !now.isBefore(row.recheckAt())) {
      checked = IncidentRowBuilder.builder(row).recheckAt(null).build();
      List<HostState> hosts = revisions.hostStates(row, with, now);
      if (row.state() != AlertState.RECOVERED && Ending.of(hosts) == AlertState.RECOVERED) {
        tell(as(checked, AlertState.RECOVERED), Reason.RECOVERED, now, told);
        return;
      }
    }
    tell(checked, null, now, told);
  }

  private static IncidentRow as(IncidentRow row, AlertState state) {
    return IncidentRowBuilder.builder(row).state(state).pending(null).build();
  }

  private static Reason reasonOf(AlertState ended) {
    return switch (ended) {
      case RECOVERED -> Reason.RECOVERED;
      case DOWN -> Reason.DOWN;
      case NOT_HEARD_FROM -> Reason.NOT_HEARD_FROM;
      default -> Reason.QUIET;
    };
  }

  // ---- telling

  /** Makes a revision if one is due, and puts the incident's next date into the agenda. */
  private void tell(IncidentRow row, @Nullable Reason ended, Instant now, List<Alert> told) {
    UnitRules with = rulesOf(row.family(), row.sharedLabels());
    Telling telling = Telling.decide(row, ended, with, now);
    IncidentRow next = row;
    if (telling.reason() != null) {
      next = revise(row, telling.reason(), now, told);
      telling = Telling.decide(next, null, with, now);
    }
    save(dated(next, with, telling.next()));
  }

  private IncidentRow revise(IncidentRow row, Reason reason, Instant now, List<Alert> told) {
    UnitRules with = rulesOf(row.family(), row.sharedLabels());
    IncidentRow next = Incidents.told(row, reason, with, now);
    // Figures of a closed one are corrected after its hosts were let go.
    boolean released = row.state() == AlertState.CLOSED && reason != Reason.CLOSED;
    Integer known = filing.knownHosts(row.family(), released ? 0 : row.hostCount());
    told.add(revisions.write(next, reason, with, known, next.at()));
    return next;
  }

  private IncidentRow dated(IncidentRow row, UnitRules with, @Nullable Instant telling) {
    Instant date =
        switch (row.state()) {
          case OPEN -> row.tellAt() == null ? row.lastCrashAt().plus(with.resolveAfter()) : null;
          case CLOSED -> closesAt(row).plus(rules.get().lateness(row.family()));
          default -> Telling.earliest(row.recheckAt(), closesAt(row));
        };
    Instant due = Telling.earliest(date, telling);
    agenda.move(Keys.of(KIND, row.family(), row.id()), row.due(), due);
    return IncidentRowBuilder.builder(row).due(due).build();
  }

  /** A crash a whole gap later still hangs together with it. */
  private Instant closesAt(IncidentRow row) {
    return row.lastCrashAt().plus(rules.get().gap(row.family())).plusMillis(1);
  }

  private void forget(IncidentRow row) {
    agenda.move(Keys.of(KIND, row.family(), row.id()), row.due(), null);
    tables.incidents().delete(Keys.of(row.family(), row.id()));
    drop(tables.parts(), row.id());
    drop(tables.causes(), row.id());
    drop(tables.causeHosts(), row.id());
    labels.forget(row);
  }

  private static <V> void drop(dev.groundhog.engine.Table<V> table, String incident) {
    for (Map.Entry<String, V> entry : table.withPrefix(Keys.prefix(incident))) {
      table.delete(entry.getKey());
    }
  }

  private void save(IncidentRow row) {
    tables.incidents().put(Keys.of(row.family(), row.id()), row);
  }

  private UnitRules rulesOf(String family, Map<String, String> labels) {
    return rules.get().of(family, labels);
  }
}
