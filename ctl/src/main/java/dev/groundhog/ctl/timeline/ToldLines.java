package dev.groundhog.ctl.timeline;

import dev.groundhog.engine.host.Verdict;
import dev.groundhog.engine.rehearsal.Account;
import dev.groundhog.engine.rehearsal.Totals;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.events.Alert;
import dev.groundhog.events.UnitEvent;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Only what people would be told, and the sums. */
public final class ToldLines implements Listener {
  private final Account account;

  /**
   * @param zone in which times are shown
   */
  public ToldLines(PrintWriter out, ZoneId zone) {
    this.account = new Account(zone, line -> out.print(line + '\n'));
  }

  @Override
  public void event(UnitEvent event, Instant when, Verdict verdict, List<UnitDesk.Filed> filed) {
    // The sums tell of the events.
  }

  @Override
  public void alert(Alert alert) {
    account.alert(alert);
  }

  @Override
  public void malformed(int partition, long offset, String reason) {
    // The sums tell how many.
  }

  @Override
  public void end(Totals totals) {
    account.end(totals);
  }
}
