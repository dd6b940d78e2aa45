package dev.groundhog.ctl.timeline;

import dev.groundhog.engine.host.Verdict;
import dev.groundhog.engine.rehearsal.Totals;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.events.Alert;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.UnitEvent;
import java.time.Instant;
import java.util.List;

/** Hears what is judged and decided, in the log's order. */
public interface Listener {

  /**
   * One event and what was made of it. Ticks are not told.
   *
   * @param when it happened, by the broker's clock
   * @param filed where its crash was put; empty if it is none, or waits in a batch
   */
  void event(UnitEvent event, Instant when, Verdict verdict, List<UnitDesk.Filed> filed);

  void alert(Alert alert);

  /**
   * The news that was heard of last is not told now, because somebody does not want to hear of it.
   *
   * @param silence that ends first of those that cover it
   */
  default void heldBack(Alert alert, ControlEvent silence) {}

  /** A record that is no event. */
  void malformed(int partition, long offset, String reason);

  void end(Totals totals);
}
