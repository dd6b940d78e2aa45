package dev.groundhog.engine.host;

import dev.groundhog.engine.Agenda;
import dev.groundhog.engine.Keys;
import dev.groundhog.engine.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hosts, and units of hosts, that were not heard of for {@link #AFTER} are forgotten: machines come
 * and go, and some units have a new name at each run. Each has one date in the agenda from its
 * first event on; only when that comes is it looked at when it was last heard of, so that an event
 * costs no more for it. What comes back later is new, which costs nobody a crash.
 */
final class Forgetting {
  /** As long as unit events are kept: what is forgotten here, nobody can look up there either. */
  static final Duration AFTER = Duration.ofDays(30);

  private static final String KIND = "idle";

  private final HostTables tables;
  private final Agenda agenda;
  private final Seen seen;

  Forgetting(HostTables tables, Seen seen) {
    this.tables = tables;
    this.agenda = new Agenda(tables.agenda());
    this.seen = seen;
  }

  /**
   * A host is heard of; the first time gives it its date.
   *
   * @param before when it was last heard of, or null
   */
  void heard(String host, @Nullable Instant before, Instant now) {
    if (before == null) date(host, "", now);
  }

  /** The same of a unit of a host. */
  void heard(String host, String unit, @Nullable Instant before, Instant now) {
    if (before == null) date(host, unit, now);
  }

  /** Whether a name of this kind in the agenda is one of ours; then it is looked at. */
  boolean due(String kind, String host, String unit, Instant now, List<Signal> out) {
    if (!kind.equals(KIND)) return false;
    if (unit.isEmpty()) hostDue(host, now);
    else unitDue(host, unit, now);
    return true;
  }

  private void hostDue(String host, Instant now) {
    HostRow row = tables.hosts().get(host);
    if (row == null) return;
    if (isRecent(row.heardAt(), now)) {
      date(host, "", row.heardAt());
      return;
    }
    tables.hosts().delete(host);
    tables.running().delete(host);
    seen.forget(host);
    for (Map.Entry<String, UnitRow> unit : tables.units().withPrefix(Keys.prefix(host))) {
      tables.units().delete(unit.getKey());
    }
  }

  private void unitDue(String host, String unit, Instant now) {
    UnitRow row = tables.units().get(Keys.of(host, unit));
    if (row == null) return;
    Running running = tables.running().get(host);
    // It runs for months without an event, as it should.
    boolean runs = running != null && running.units().contains(unit);
    if (runs) date(host, unit, now);
    else if (isRecent(row.heardAt(), now)) date(host, unit, row.heardAt());
    else tables.units().delete(Keys.of(host, unit));
  }

  private static boolean isRecent(@Nullable Instant heardAt, Instant now) {
    return heardAt != null && heardAt.plus(AFTER).isAfter(now);
  }

  private void date(String host, String unit, @Nullable Instant heardAt) {
    if (heardAt != null) agenda.move(Keys.of(KIND, host, unit), null, heardAt.plus(AFTER));
  }
}
