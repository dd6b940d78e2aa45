package dev.groundhog.engine;

import dev.groundhog.engine.fleet.FleetDesk;
import dev.groundhog.engine.fleet.FleetTables;
import dev.groundhog.engine.host.HostDesk;
import dev.groundhog.engine.host.Verdict;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.engine.unit.UnitTables;
import dev.groundhog.events.Alert;
import dev.groundhog.events.UnitEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The three desks in one place, in memory, one record after the other: for replay and tests. The
 * live pipeline has the same desks in Kafka Streams.
 */
public final class Pipeline {

  /**
   * What one record led to.
   *
   * @param verdict what the host desk made of it; NOTED for ticks
   * @param filed where crashes were put
   * @param alerts revisions, in order
   */
  public record Outcome(Verdict verdict, List<UnitDesk.Filed> filed, List<Alert> alerts) {}

  private final HostDesks hostDesks;
  private final UnitDesk unitDesk;
  private final FleetDesk fleetDesk;

  public Pipeline(Supplier<Rules> rules) {
    this.hostDesks = new HostDesks(rules);
    this.unitDesk = new UnitDesk(UnitTables.inMemory(), rules);
    this.fleetDesk = new FleetDesk(FleetTables.inMemory(), rules);
  }

  /**
   * Takes in the next record of the log's total order.
   *
   * @param partition of the record, from 0
   * @param of how many partitions the topic has
   * @param appended when the broker wrote it
   * @param offset of the record
   */
  public Outcome accept(UnitEvent event, int partition, int of, Instant appended, long offset) {
    return conclude(hostDesks.accept(event, partition, of, appended, offset));
  }

  /**
   * Takes in what a host desk made of the next record, for whoever drives {@link HostDesks}
   * himself.
   */
  public Outcome conclude(HostDesk.Outcome heard) {
    List<UnitDesk.Filed> filed = new ArrayList<>();
    List<Alert> alerts = new ArrayList<>();
    for (Signal signal : heard.signals()) {
      UnitDesk.Outcome outcome = unitDesk.accept(signal);
      filed.addAll(outcome.filed());
      for (Alert revision : outcome.revisions()) alerts.addAll(fleetDesk.accept(revision));
    }
    return new Outcome(heard.verdict(), List.copyOf(filed), List.copyOf(alerts));
  }
}
