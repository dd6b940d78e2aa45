package dev.groundhog.engine;

import dev.groundhog.engine.host.HostDesk;
import dev.groundhog.engine.host.HostTables;
import dev.groundhog.engine.host.Verdict;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The host desks of some partitions, in memory. A partition's desk knows nothing of the others, so
 * those of different partitions may be driven side by side, each set by one thread.
 */
public final class HostDesks {
  private final Supplier<Rules> rules;
  private final Map<Integer, HostDesk> desks = new HashMap<>();

  public HostDesks(Supplier<Rules> rules) {
    this.rules = rules;
  }

  /**
   * Takes in the next record of a partition.
   *
   * @param partition of the record, from 0
   * @param of how many partitions the topic has
   * @param appended when the broker wrote it
   * @param offset of the record
   * @return of a tick the verdict NOTED
   */
  public HostDesk.Outcome accept(
      UnitEvent event, int partition, int of, Instant appended, long offset) {
    HostDesk desk = desks.get(partition);
    if (desk == null) {
      desk = new HostDesk(HostTables.inMemory(), rules);
      desks.put(partition, desk);
    }
    if (event.type() == EventType.TICK) {
      return new HostDesk.Outcome(Verdict.NOTED, desk.tick(partition, of, appended));
    }
    return desk.accept(event, appended, partition + ":" + offset);
  }
}
