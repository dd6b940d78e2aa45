package dev.groundhog.engine.rehearsal;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives a script's events to desks as a log would: each host's on its partition, and ticks on every
 * partition between and after them, until nothing is left to be told.
 */
public final class Rehearsal {
  /** As streams-app writes them. */
  public static final Duration TICK = Duration.ofSeconds(2);

  /** After an event nothing takes longer to be decided, so long as no incident is open. */
  private static final Duration SETTLED = Duration.ofMinutes(2);

  /** Time is made up for so long after an event; whatever is open by then stays so. */
  private static final Duration AT_MOST = Duration.ofDays(2);

  private static final UnitEvent TICKING =
      UnitEventBuilder.builder().type(EventType.TICK).host("").build();

  /** Whoever judges: the desks in memory, or the topology. */
  public interface Desks {
    /**
     * Takes in the next record of the log.
     *
     * @param partition from 0
     * @param offset unique among the rehearsal's records
     * @return what is alerted because of it, in order
     */
    List<Alert> accept(UnitEvent event, int partition, Instant appended, long offset);
  }

  private final int partitions;
  private final Desks desks;
  private final Set<String> notClosed = new HashSet<>();
  private @Nullable Instant ticked;
  private Instant arrived = Instant.MIN;
  private Instant standstill = Instant.MIN;
  private long offset;

  public Rehearsal(int partitions, Desks desks) {
    this.partitions = partitions;
    this.desks = desks;
  }

  /** Takes in the next step of the script. */
  public void take(Step step) {
    if (step instanceof Step.Downtime downtime) {
      standstill = later(standstill, downtime.from().plus(downtime.lasting()));
    } else if (step instanceof Step.Arrival arrival) {
      tickBefore(arrival.appended());
      arrived = arrival.appended();
      int partition = Math.floorMod(arrival.event().host().hashCode(), partitions);
      give(arrival.event(), partition, arrival.appended());
    }
  }

  /** The script is over; time goes on until all incidents are closed, or for 48 hours. */
  public void end() {
    if (ticked == null) return;
    Instant enough = later(arrived, standstill).plus(SETTLED);
    Instant last = later(arrived, standstill).plus(AT_MOST);
    while (ticked.isBefore(last) && (ticked.isBefore(enough) || !notClosed.isEmpty())) {
      tick(ticked.plus(TICK));
    }
  }

  private void tickBefore(Instant time) {
    if (ticked == null) ticked = time;
    while (ticked.plus(TICK).isBefore(time)) {
      boolean longAgo = ticked.isAfter(arrived.plus(AT_MOST));
      tick(longAgo ? time.minus(TICK) : ticked.plus(TICK));
    }
  }

  private void tick(Instant time) {
    ticked = time;
    if (time.isBefore(standstill)) return;
    for (int partition = 0; partition < partitions; partition++) give(TICKING, partition, time);
  }

  private void give(UnitEvent event, int partition, Instant appended) {
    for (Alert alert : desks.accept(event, partition, appended, offset++)) {
      if (alert.state() == AlertState.CLOSED) notClosed.remove(alert.incident());
      else notClosed.add(alert.incident());
    }
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
