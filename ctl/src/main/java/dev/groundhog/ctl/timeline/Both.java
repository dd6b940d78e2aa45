package dev.groundhog.ctl.timeline;

import dev.groundhog.engine.host.Verdict;
import dev.groundhog.engine.rehearsal.Totals;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.events.Alert;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.UnitEvent;
import java.time.Instant;
import java.util.List;

/** One replay for two listeners, the first one first. */
public record Both(Listener first, Listener second) implements Listener {
  @Override
  public void event(UnitEvent event, Instant when, Verdict verdict, List<UnitDesk.Filed> filed) {
    first.event(event, when, verdict, filed);
    second.event(event, when, verdict, filed);
  }

  @Override
  public void alert(Alert alert) {
    first.alert(alert);
    second.alert(alert);
  }

  @Override
  public void heldBack(Alert alert, ControlEvent silence) {
    first.heldBack(alert, silence);
    second.heldBack(alert, silence);
  }

  @Override
  public void malformed(int partition, long offset, String reason) {
    first.malformed(partition, offset, reason);
    second.malformed(partition, offset, reason);
  }

  @Override
  public void end(Totals totals) {
    first.end(totals);
    second.end(totals);
  }
}
