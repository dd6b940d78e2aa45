package dev.groundhog.ctl.console;

import dev.groundhog.ctl.timeline.Listener;
import dev.groundhog.engine.host.Verdict;
import dev.groundhog.engine.rehearsal.Totals;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.events.Alert;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.UnitEvent;
import java.time.Instant;
import java.util.List;

/** Hears for another one, and gives up after a while or when its thread is to end. */
final class Impatient implements Listener {
  private final Listener other;
  private final Instant deadline;

  Impatient(Listener other, Instant deadline) {
    this.other = other;
    this.deadline = deadline;
  }

  @Override
  public void event(UnitEvent event, Instant when, Verdict verdict, List<UnitDesk.Filed> filed) {
    if (Instant.now().isAfter(deadline) || Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException(
          "there are too many events in its time; groundhogctl replay --report takes them");
    }
    other.event(event, when, verdict, filed);
  }

  @Override
  public void alert(Alert alert) {
    other.alert(alert);
  }

  @Override
  public void heldBack(Alert alert, ControlEvent silence) {
    other.heldBack(alert, silence);
  }

  @Override
  public void malformed(int partition, long offset, String reason) {
    other.malformed(partition, offset, reason);
  }

  @Override
  public void end(Totals totals) {
    other.end(totals);
  }
}
