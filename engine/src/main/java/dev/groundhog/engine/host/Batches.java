package dev.groundhog.engine.host;

import dev.groundhog.engine.Agenda;
import dev.groundhog.engine.Keys;
import dev.groundhog.engine.signal.Crash;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.engine.signal.UnitFamily;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sends a unit's crashes on: the first at once, then at most one batch per second, of at most 100
 * crashes. A batch carries each cause's tail once and four tails at most, which keeps it and the
 * row it waits in below 1 MiB whatever was sent; see {@link Bounds}.
 */
final class Batches {
  static final Duration EVERY = Duration.ofSeconds(1);
  private static final int MAX_TAILS = 4;

  /** Whoever has dates of its own in the host desk's agenda. */
  interface Due {
    /** Whether a name of this kind is one of its; then it does what is due for host and unit. */
    boolean due(String kind, String host, String unit, Instant now, List<Signal> out);
  }

  private final HostTables tables;
  private final Agenda agenda;
  private final List<Due> others;

  Batches(HostTables tables, List<Due> others) {
    this.tables = tables;
    this.agenda = new Agenda(tables.agenda());
    this.others = List.copyOf(others);
  }

  /** Adds a crash, and sends the batch if it is time or full. */
  void add(String host, String unit, UnitRow row, Crash crash, Instant now, List<Signal> out) {
    List<Crash> waiting = new ArrayList<>(row.waiting());
    waiting.add(crash);
    UnitRow added = UnitRowBuilder.builder(row).waiting(slim(waiting)).build();
    Instant due = row.signalledAt() == null ? now : row.signalledAt().plus(EVERY);
    if (!now.isBefore(due) || waiting.size() >= Signal.Crashes.MAX) {
      send(host, unit, added, now, out);
    } else {
      agenda.move(Keys.of(host, unit), row.batchAt(), due);
      save(host, unit, UnitRowBuilder.builder(added).batchAt(due).build());
    }
  }

  /** Sends what waits, if anything does; returns the row as it is saved. */
  UnitRow send(String host, String unit, UnitRow row, Instant now, List<Signal> out) {
    if (row.waiting().isEmpty()) return row;
    out.add(new Signal.Crashes(UnitFamily.of(unit), unit, host, now, row.waiting()));
    agenda.move(Keys.of(host, unit), row.batchAt(), null);
    UnitRow sent =
        UnitRowBuilder.builder(row).waiting(List.of()).signalledAt(now).batchAt(null).build();
    save(host, unit, sent);
    return sent;
  }

  /** Sends every batch that is due, and looks at what else is. */
  List<Signal> due(Instant now) {
    List<Signal> out = new ArrayList<>();
    agenda.eachDue(now, name -> sendDue(name, now, out));
    return out;
  }

  private void sendDue(String name, Instant now, List<Signal> out) {
    String[] parts = Keys.parts(name);
    if (parts.length == 3) {
      for (Due other : others) {
        if (other.due(parts[0], parts[1], parts[2], now, out)) return;
      }
      return;
    }
    UnitRow row = tables.units().get(name);
    if (row == null) return;
    send(parts[0], parts[1], UnitRowBuilder.builder(row).batchAt(null).build(), now, out);
  }

  private void save(String host, String unit, UnitRow row) {
    tables.units().put(Keys.of(host, unit), row);
  }

  private static List<Crash> slim(List<Crash> crashes) {
    Set<String> causes = new HashSet<>();
    List<Crash> slim = new ArrayList<>();
    for (Crash crash : crashes) {
      boolean keepsTail =
          crash.cause() != null
              && causes.add(crash.cause().fingerprint())
              && causes.size() <= MAX_TAILS;
      slim.add(keepsTail ? crash : crash.withoutLines());
    }
    return slim;
  }
}
