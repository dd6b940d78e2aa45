package dev.groundhog.engine.host;

import dev.groundhog.engine.Agenda;
import dev.groundhog.engine.Keys;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.engine.signal.Signal.Presence;
import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notices that nothing is heard of a host: its units are not known to be well after a while, and
 * not known at all after a longer one. The host's one date in the agenda is looked at when it is
 * due and put off if something was heard meanwhile, so a sign of life costs no entry.
 */
final class Silence {
  /**
   * Agents speak once a minute. After so long, or {@link #GRAIN} less, nobody can say that the host
   * is well.
   */
  static final Duration AGENT = Duration.ofMinutes(5);

  /** Longer than anybody's weekend: what is known of a host by then is hearsay. */
  static final Duration FORGET = Duration.ofDays(7);

  /** That a host is heard of is written down so often, not with each of its facts. */
  static final Duration GRAIN = Duration.ofSeconds(30);

  private static final String KIND = "host-heard";

  private final HostTables tables;
  private final KnownUnits units;
  private final Agenda agenda;

  Silence(HostTables tables, KnownUnits units) {
    this.tables = tables;
    this.units = units;
    this.agenda = new Agenda(tables.agenda());
  }

  /** Something was heard of a host. Returns its row: the same if nothing is to be saved. */
  HostRow heard(HostRow row, UnitEvent event, Instant now, List<Signal> out) {
    boolean alive = event.type() == EventType.ALIVE;
    boolean first = row.lookAt() == null;
    // The first word of an agent: from now on its silence means something.
    boolean sooner = alive && !first && !hasAgent(row, now);
    boolean stale = isStale(row.heardAt(), now) || (alive && isStale(row.aliveAt(), now));
    if (!first && !sooner && !row.silent() && !stale) return row;
    HostRowBuilder next = HostRowBuilder.builder(row).heardAt(now).silent(false);
    if (alive) next.aliveAt(now);
    if (row.silent()) units.tellAll(event.host(), Presence.HEARD, now, out);
    if (first || sooner || row.silent()) {
      Instant look = now.plus(alive || hasAgent(row, now) ? AGENT : FORGET);
      agenda.move(Keys.of(KIND, event.host(), ""), row.lookAt(), look);
      next.lookAt(look);
    }
    return next.build();
  }

  private static boolean isStale(@Nullable Instant at, Instant now) {
    return at == null || !now.isBefore(at.plus(GRAIN));
  }

  private static boolean hasAgent(HostRow row, Instant now) {
    return row.aliveAt() != null && now.isBefore(row.aliveAt().plus(FORGET));
  }

  /** Whether a name of this kind in the agenda is one of ours; then its host is looked at. */
  boolean due(String kind, String host, String unit, Instant now, List<Signal> out) {
    if (!kind.equals(KIND)) return false;
    HostRow row = tables.hosts().get(host);
    if (row != null && row.heardAt() != null) look(host, row, row.heardAt(), now, out);
    return true;
  }

  private void look(String host, HostRow row, Instant heardAt, Instant now, List<Signal> out) {
    HostRowBuilder next = HostRowBuilder.builder(row).lookAt(null);
    Instant silent = heardAt.plus(AGENT);
    Instant forget = heardAt.plus(FORGET);
    if (!now.isBefore(forget)) {
      units.forgetAll(host, now, out);
      next.silent(false);
    } else if (!hasAgent(row, now) || row.silent()) {
      next.lookAt(forget);
    } else if (now.isBefore(silent)) {
      next.lookAt(silent);
    } else {
      units.tellAll(host, Presence.SILENT, now, out);
      next.silent(true).lookAt(forget);
    }
    HostRow saved = next.build();
    agenda.move(Keys.of(KIND, host, ""), null, saved.lookAt());
    tables.hosts().put(host, saved);
  }
}
