package dev.groundhog.engine.host;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.groundhog.engine.Agenda;
import dev.groundhog.engine.Keys;
import dev.groundhog.engine.cause.Causes;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.rules.UnitRules;
import dev.groundhog.engine.signal.Exit;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.engine.signal.UnitFamily;
import dev.groundhog.events.EventType;
import dev.groundhog.events.Tail;
import dev.groundhog.events.UnitEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells each start and each stop of the units whose rules want that, planned or not. At most
 * {@value #MOST} a minute and unit of a host are told by themselves; of the others the newest waits
 * for the end of the minute and says how many came before it, so that a unit in rage fills no
 * channel and its last word is told.
 */
final class Notices {
  static final int MOST = 10;
  static final Duration WINDOW = Duration.ofMinutes(1);
  private static final String KIND = "notice";

  private final HostTables tables;
  private final Supplier<Rules> rules;
  private final Agenda agenda;

  Notices(HostTables tables, Supplier<Rules> rules) {
    this.tables = tables;
    this.rules = rules;
    this.agenda = new Agenda(tables.agenda());
  }

  /**
   * What was told of a unit in this minute.
   *
   * @param since when the minute began
   * @param told by themselves
   * @param waiting the newest of the others; its date in the agenda is the minute's end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Minute(Instant since, int told, Signal.@Nullable Notice waiting) {}

  /**
   * A start or a stop. Returns the unit's row, which the caller saves.
   *
   * @param verdict what the stop, or the start, was
   * @param id the event's identity
   */
  UnitRow add(
      UnitRow row,
      UnitEvent event,
      String unit,
      String id,
      Verdict verdict,
      Instant when,
      Instant now,
      List<Signal> out) {
    UnitRules with = rules.get().of(UnitFamily.of(unit), event.labels());
    boolean late = Duration.between(when, now).compareTo(with.lateness()) > 0;
    if (!with.everyStop() || late) return row;
    Signal.Notice notice = notice(event, unit, id, verdict, when, now);
    Minute minute = row.notices();
    if (minute == null || !now.isBefore(minute.since().plus(WINDOW))) {
      minute = new Minute(now, 0, null);
    }
    if (minute.told() < MOST) {
      out.add(notice);
      return with(row, new Minute(minute.since(), minute.told() + 1, null));
    }
    Signal.Notice before = minute.waiting();
    if (before == null) {
      agenda.move(Keys.of(KIND, event.host(), unit), null, minute.since().plus(WINDOW));
    }
    int others = before == null ? 0 : before.others() + 1;
    return with(row, new Minute(minute.since(), minute.told(), notice.with(others, now)));
  }

  private static Signal.Notice notice(
      UnitEvent event, String unit, String id, Verdict verdict, Instant when, Instant now) {
    boolean start = event.type() == EventType.STARTING;
    Tail tail = Bounds.tail(event.tail());
    return new Signal.Notice(
        UnitFamily.of(unit),
        unit,
        event.host(),
        now,
        id,
        when,
        start ? null : Exit.of(event),
        Boolean.TRUE.equals(event.planned()),
        verdict.isCrash(),
        start ? null : Causes.of(tail).orElse(null),
        start ? List.of() : tail.lines(),
        Bounds.labels(event.labels()),
        0);
  }

  /** Whether a name of this kind in the agenda is one of ours; then what waited is told. */
  boolean due(String kind, String host, String unit, Instant now, List<Signal> out) {
    if (!kind.equals(KIND)) return false;
    UnitRow row = tables.units().get(Keys.of(host, unit));
    Minute minute = row == null ? null : row.notices();
    if (row == null || minute == null || minute.waiting() == null) return true;
    out.add(minute.waiting().with(minute.waiting().others(), now));
    tables.units().put(Keys.of(host, unit), with(row, new Minute(now, 1, null)));
    return true;
  }

  private static UnitRow with(UnitRow row, Minute minute) {
    return UnitRowBuilder.builder(row).notices(minute).build();
  }
}
