package dev.groundhog.ctl.replay;

import dev.groundhog.engine.host.Verdict;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.events.Alert;
import dev.groundhog.events.UnitEvent;
import java.time.Instant;
import java.util.List;

/** Hears what a replay comes upon, in the log's order. */
interface Listener {

  /**
   * One event and what was made of it. Ticks are not told.
   *
   * @param when it happened, by the broker's clock
   * @param filed where its crash was put; empty if it is none, or waits in a batch
   */
  void event(UnitEvent event, Instant when, Verdict verdict, List<UnitDesk.Filed> filed);

  void alert(Alert alert);

  /** A record that is no event. */
  void malformed(int partition, long offset, String reason);

  void end(Totals totals);

  /**
   * What there was in the range.
   *
   * @param events unit events without ticks
   * @param incidents with a revision in the range
   * @param told news among the revisions
   */
  record Totals(
      long events, long crashes, long malformed, long incidents, long revisions, long told) {}
}
