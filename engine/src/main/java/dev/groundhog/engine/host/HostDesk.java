package dev.groundhog.engine.host;

import dev.groundhog.engine.Keys;
import dev.groundhog.engine.cause.CauseKey;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.signal.Crash;
import dev.groundhog.engine.signal.Exit;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.engine.signal.Signal.Sight;
import dev.groundhog.engine.signal.UnitFamily;
import dev.groundhog.engine.signal.When;
import dev.groundhog.events.EventType;
import dev.groundhog.events.Tail;
import dev.groundhog.events.UnitEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One host's facts become signals. It drops what arrived before, tells crashes from stops that were
 * meant, and sends crashes on in batches, so that a host in rage makes no key hot while counts stay
 * exact.
 *
 * <p>One desk serves all hosts of a partition. Called from one thread, in the partition's order.
 */
public final class HostDesk {
  /** What was made of one event, and what the unit desks must hear of it. */
  public record Outcome(Verdict verdict, List<Signal> signals) {}

  private final HostTables tables;
  private final Supplier<Rules> rules;
  private final Seen seen;
  private final Forgetting forgetting;
  private final KnownUnits known;
  private final Silence silence;
  private final Notices notices;
  private final Notes notes;
  private final Sights sights;
  private final Batches batches;

  /**
   * @param rules asked anew for each event, so that they may change while the desk works
   */
  public HostDesk(HostTables tables, Supplier<Rules> rules) {
    this.tables = tables;
    this.rules = rules;
    this.seen = new Seen(tables.seen());
    this.forgetting = new Forgetting(tables, seen);
    this.known = new KnownUnits(tables);
    this.silence = new Silence(tables, known);
    this.notices = new Notices(tables, rules);
    this.notes = new Notes(tables, rules);
    this.sights = new Sights(tables);
    this.batches =
        new Batches(
            tables, List.of(forgetting::due, known::due, silence::due, notices::due, notes::due));
  }

  /**
   * Takes in the next record of the partition.
   *
   * @param appended when the broker wrote it; never goes back on one partition
   * @param place where it stands, unique in the log
   */
  public Outcome accept(UnitEvent event, Instant appended, String place) {
    List<Signal> signals = new ArrayList<>(batches.due(appended));
    Verdict verdict = judge(event, appended, place, signals);
    return new Outcome(verdict, List.copyOf(signals));
  }

  /** The pipeline's clock on this partition: what was waiting goes out, and how far it has come. */
  public List<Signal> tick(int partition, int of, Instant appended) {
    List<Signal> signals = new ArrayList<>(batches.due(appended));
    signals.add(new Signal.Progress(partition, of, appended));
    return List.copyOf(signals);
  }

  private Verdict judge(UnitEvent event, Instant appended, String place, List<Signal> out) {
    if (event.type() == EventType.UNKNOWN) return Verdict.UNKNOWN;
    boolean alive = event.type() == EventType.ALIVE;
    String id = event.identity(place);
    // A sign of life that comes twice tells nothing twice.
    if (!alive && !seen.isNew(event.host(), id)) return Verdict.DUPLICATE;
    HostRow before = hostRow(event.host());
    HostRow host = heardOf(before, event, appended, out);
    Instant when = When.of(event, appended);
    String unit = event.unit();
    if (alive) return alive(before, host, event, appended, when, out);
    if (event.type() == EventType.NOTE) return notes.add(event, id, when, appended, out);
    if (unit == null || !event.type().isAboutOneUnit()) return Verdict.NOTED;
    return switch (event.type()) {
      case STARTING -> started(event, unit, id, appended, when, out);
      case STOPPED -> stopped(event, unit, id, appended, when, out);
      default -> gaveUp(event, unit, appended, when, out);
    };
  }

  private Verdict started(
      UnitEvent event, String unit, String id, Instant appended, Instant when, List<Signal> out) {
    UnitRow row = known.started(heardOf(event.host(), unit, appended), event, unit, appended, out);
    row = notices.add(row, event, unit, id, Verdict.STARTED, when, appended, out);
    row =
        UnitRowBuilder.builder(row)
            .startedAt(when)
            .invocation(event.invocation())
            .restarts(event.restarts() == null ? row.restarts() : event.restarts())
            .build();
    save(event.host(), unit, row);
    sights.see(event.host(), unit, row, Sight.STARTED, appended, when, out);
    return Verdict.STARTED;
  }

  private Verdict stopped(
      UnitEvent event, String unit, String id, Instant appended, Instant when, List<Signal> out) {
    UnitRow row = heardOf(event.host(), unit, appended);
    Instant seen = seenStart(event, row);
    // A run whose start was not reported began after the one before it had ended.
    Instant startedAt = row.stoppedAt() == null ? seen : later(seen, row.stoppedAt());
    Verdict verdict = Stops.judge(event, startedAt, row.restarts(), when);
    row = UnitRowBuilder.builder(row).stoppedAt(later(row.stoppedAt(), when)).build();
    row = known.stopped(row, event, unit, seen, when, appended, out);
    row = notices.add(row, event, unit, id, verdict, when, appended, out);
    if (event.restarts() != null) {
      row = UnitRowBuilder.builder(row).restarts(event.restarts()).build();
    }
    if (!verdict.isCrash()) {
      save(event.host(), unit, row);
      if (verdict == Verdict.PLANNED) {
        sights.see(event.host(), unit, row, Sight.STOPPED, appended, when, out);
      }
      return verdict;
    }
    if (isTooOld(event, unit, when, appended)) {
      save(event.host(), unit, row);
      return Verdict.TOO_OLD;
    }
    crash(event, unit, id, row, appended, when, out);
    return verdict;
  }

  private boolean isTooOld(UnitEvent event, String unit, Instant when, Instant appended) {
    Duration lateness = rules.get().of(UnitFamily.of(unit), event.labels()).lateness();
    return Duration.between(when, appended).compareTo(lateness) > 0;
  }

  /** When the run that ended began, if that was reported. */
  private static @Nullable Instant seenStart(UnitEvent event, UnitRow row) {
    boolean same = event.invocation() == null || event.invocation().equals(row.invocation());
    Instant started = row.startedAt();
    if (!same || started == null) return null;
    boolean ended = row.stoppedAt() != null && row.stoppedAt().isAfter(started);
    return ended ? null : started;
  }

  private void crash(
      UnitEvent event,
      String unit,
      String id,
      UnitRow row,
      Instant appended,
      Instant when,
      List<Signal> out) {
    Tail tail = Bounds.tail(event.tail());
    CauseKey cause = CrashCause.of(event, tail).orElse(null);
    Crash crash =
        new Crash(
            id,
            when,
            Exit.of(event),
            cause,
            event.restarts(),
            Bounds.labels(event.labels()),
            tail.lines());
    row = UnitRowBuilder.builder(row).crashedAt(later(row.crashedAt(), when)).build();
    batches.add(event.host(), unit, row, crash, appended, out);
    sights.crashed(event.host(), unit);
  }

  private Verdict gaveUp(
      UnitEvent event, String unit, Instant appended, Instant when, List<Signal> out) {
    if (isTooOld(event, unit, when, appended)) return Verdict.TOO_OLD;
    UnitRow row = heardOf(event.host(), unit, appended);
    // What waits belongs to the incident that this may open.
    row = batches.send(event.host(), unit, row, appended, out);
    row = UnitRowBuilder.builder(row).crashedAt(later(row.crashedAt(), when)).build();
    save(event.host(), unit, row);
    sights.crashed(event.host(), unit);
    sights.see(event.host(), unit, row, Sight.GAVE_UP, appended, when, out);
    return Verdict.GAVE_UP;
  }

  private Verdict alive(
      HostRow before,
      HostRow host,
      UnitEvent event,
      Instant appended,
      Instant when,
      List<Signal> out) {
    if (event.units() != null) known.listed(event, event.units(), appended, out);
    // Of a host that was silent all is news.
    sights.alive(host, before.silent() ? null : before.aliveAt(), event, appended, when, out);
    return Verdict.NOTED;
  }

  private static Instant later(@Nullable Instant a, Instant b) {
    return a == null || a.isBefore(b) ? b : a;
  }

  private HostRow hostRow(String host) {
    HostRow row = tables.hosts().get(host);
    return row == null ? HostRow.NEW : row;
  }

  private HostRow heardOf(HostRow row, UnitEvent event, Instant appended, List<Signal> out) {
    forgetting.heard(event.host(), row.heardAt(), appended);
    HostRow heard = silence.heard(row, event, appended, out);
    if (!heard.equals(row)) tables.hosts().put(event.host(), heard);
    return heard;
  }

  /** The row of a unit that an event is about. */
  private UnitRow heardOf(String host, String unit, Instant appended) {
    UnitRow row = tables.units().get(Keys.of(host, unit));
    if (row == null) row = UnitRow.NEW;
    forgetting.heard(host, unit, row.heardAt(), appended);
    return UnitRowBuilder.builder(row).heardAt(appended).build();
  }

  private void save(String host, String unit, UnitRow row) {
    tables.units().put(Keys.of(host, unit), row);
  }
}
