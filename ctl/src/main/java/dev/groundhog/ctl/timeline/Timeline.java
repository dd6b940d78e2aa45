package dev.groundhog.ctl.timeline;

import dev.groundhog.ctl.terminal.Plain;
import dev.groundhog.engine.host.Verdict;
import dev.groundhog.engine.rehearsal.Account;
import dev.groundhog.engine.rehearsal.Totals;
import dev.groundhog.engine.rehearsal.Wording;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.events.Alert;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.EventType;
import dev.groundhog.events.Reason;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEvent;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For a person at a terminal: one line for each thing that happened, and, set off by a bar, what
 * was decided. Signs of life are left out; the bar of edits that only correct figures is thin.
 *
 * <pre>
 * 11:22:41.581  web-1   chat.service  crash (exit-code 3)             below-threshold
 * 11:22:44.020  web-3   chat.service  crash (exit-code 3)
 * 11:22:44.020  ┃ wave            chat.service · 3 crashes in 3s on 3 hosts: web-1, web-2, web-3 · warning
 * </pre>
 */
public final class Timeline implements Listener {
  private static final String NO_TIME = " ".repeat(14);

  private final PrintWriter out;
  private final Filter filter;
  private final ZoneId zone;
  private final WallClock clock;
  private @Nullable LocalDate day;

  public Timeline(PrintWriter out, Filter filter, ZoneId zone) {
    this.out = out;
    this.filter = filter;
    this.zone = zone;
    this.clock = new WallClock(zone);
  }

  @Override
  public void event(UnitEvent event, Instant when, Verdict verdict, List<UnitDesk.Filed> filed) {
    if (!filter.shows(event) || event.type() == EventType.ALIVE) return;
    String unit = event.unit() == null ? "" : event.unit();
    StringBuilder text = new StringBuilder(80);
    column(text, event.host(), 12).append("  ");
    column(text, unit, 24).append("  ");
    column(text, what(event, verdict), 28).append(' ').append(outcome(verdict, filed));
    line(when, text.toString());
  }

  private static StringBuilder column(StringBuilder line, String text, int width) {
    return line.append(text).append(" ".repeat(Math.max(0, width - text.length())));
  }

  @Override
  public void alert(Alert alert) {
    if (!filter.shows(alert)) return;
    String bar = alert.isNews() ? "┃" : "│";
    List<String> lines = Wording.of(alert, zone);
    line(alert.at(), bar + ' ' + lines.get(0));
    for (String more : lines.subList(1, lines.size())) out.print(NO_TIME + bar + ' ' + more + '\n');
    if (alert.revision() == 1) out.print(NO_TIME + bar + " incident " + alert.incident() + '\n');
  }

  @Override
  public void heldBack(Alert alert, ControlEvent silence) {
    if (!filter.shows(alert)) return;
    String kind = silence.type() == ControlEvent.ControlType.MUTE ? "" : "silence ";
    String by = silence.by() == null ? "" : " of " + Plain.clean(silence.by());
    String why = silence.text() == null ? "" : ": " + Plain.clean(silence.text());
    out.print(NO_TIME + "┃ not told now, by " + kind + Plain.clean(silence.id()) + by + why + '\n');
  }

  @Override
  public void malformed(int partition, long offset, String reason) {
    out.print(
        "              not an event (partition "
            + partition
            + ", offset "
            + offset
            + "): "
            + reason
            + '\n');
  }

  @Override
  public void end(Totals totals) {
    out.print('\n');
    for (String line : totals.lines()) out.print(line + '\n');
  }

  private void line(Instant when, String text) {
    LocalDate its = clock.date(when);
    if (!its.equals(day)) {
      day = its;
      out.print(Account.day(its, zone) + '\n');
    }
    out.print((clock.time(when) + "  " + text).stripTrailing() + '\n');
  }

  private static String what(UnitEvent event, Verdict verdict) {
    if (event.type() != EventType.STOPPED) return Wording.word(event.type());
    ServiceResult result = event.result();
    String how = result == null ? "" : Wording.word(result);
    if (event.exitStatus() != null) how = (how + ' ' + event.exitStatus()).strip();
    String kind = verdict.isCrash() ? "crash" : "stopped";
    return how.isEmpty() ? kind : kind + " (" + how + ")";
  }

  private static String outcome(Verdict verdict, List<UnitDesk.Filed> filed) {
    if (!verdict.isCrash()) {
      return switch (verdict) {
        case PLANNED, DUPLICATE, TOO_OLD -> Wording.word(verdict);
        case ENDED_WELL -> "ended well";
        default -> "";
      };
    }
    boolean alone =
        !filed.isEmpty() && filed.stream().allMatch(f -> f.reason() == Reason.BELOW_THRESHOLD);
    return alone ? Wording.word(Reason.BELOW_THRESHOLD) : "";
  }
}
