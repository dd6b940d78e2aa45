package dev.groundhog.ctl.report;

import dev.groundhog.ctl.timeline.Filter;
import dev.groundhog.ctl.timeline.Listener;
import dev.groundhog.engine.cause.CauseKey;
import dev.groundhog.engine.cause.Causes;
import dev.groundhog.engine.host.Verdict;
import dev.groundhog.engine.rehearsal.Totals;
import dev.groundhog.engine.signal.Exit;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.events.Alert;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what a report shows from a replay, or from whatever else tells a {@link Listener}. One
 * thread.
 *
 * <p>Memory is bounded by hosts, units and open incidents, not by events: beyond {@link
 * Lanes#MAX_ITEMS} marks and runs, those that are close together become one with a number. Sums
 * stay exact, and the report says what was merged or left out.
 */
public final class Collector implements Listener {
  private static final SortedMap<String, SortedMap<String, Long>> NOTHING = new TreeMap<>();

  private final Filter filter;
  private final CauseBook causes = new CauseBook();
  private final Lanes lanes = new Lanes();
  private final Hearing hearing = new Hearing();
  private final IncidentBook incidents;
  private final NoteBook notes = new NoteBook();
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private long shed;
  private Totals totals = new Totals(0, 0, 0, 0, 0, 0, 0, NOTHING);

  /**
   * @param filter what is to be shown
   * @param zone in which times are worded
   */
  public Collector(Filter filter, ZoneId zone) {
    this.filter = filter;
    this.incidents = new IncidentBook(zone);
  }

  @Override
  public void event(UnitEvent event, Instant when, Verdict verdict, List<UnitDesk.Filed> filed) {
    if (!filter.showsHost(event.host())) return;
    long at = when.toEpochMilli();
    switch (verdict) {
      case DUPLICATE, TOO_OLD, UNKNOWN -> {
        return;
      }
      default -> {}
    }
    seen(at);
    hearing.heard(event.host(), at, event.type() == EventType.ALIVE);
    for (long dropped : event.dropped().values()) shed += dropped;
    if (event.units() != null) {
      lanes.running(event.host(), event.units().stream().filter(filter::showsUnit).toList(), at);
    }
    if (event.unit() == null || !filter.showsUnit(event.unit())) return;
    Lane lane = lanes.of(event.host(), event.unit());
    switch (verdict) {
      case STARTED -> lane.started(at);
      case GAVE_UP -> lane.gaveUp(at);
      case PLANNED -> lane.stopped(Mark.PLANNED, at, -1, exit(event));
      case ENDED_WELL -> lane.stopped(Mark.ENDED_WELL, at, -1, exit(event));
      case CRASH, CLEAN_EXIT_LOOP -> lane.stopped(Mark.CRASH, at, cause(event, at), exit(event));
      default -> {}
    }
    lanes.keepWithinBounds();
  }

  @Override
  public void alert(Alert alert) {
    if (!filter.shows(alert)) return;
    seen(alert.at().toEpochMilli());
    if (alert.isIncident()) {
      alert.causes().forEach(causes::known);
      incidents.take(alert);
    } else {
      notes.take(alert);
    }
  }

  @Override
  public void heldBack(Alert alert, ControlEvent silence) {
    String text = silence.text() == null ? "no reason given" : silence.text();
    incidents.heldBack(alert, silence.by() == null ? text : text + ", " + silence.by());
  }

  @Override
  public void malformed(int partition, long offset, String reason) {
    // The totals tell how many.
  }

  @Override
  public void end(Totals its) {
    totals = its;
  }

  /**
   * What was gathered so far.
   *
   * @param command that this was made by, as it could be typed again
   * @param speech what people said, and the rules
   */
  public Report report(String command, Speech speech) {
    long from = first == Long.MAX_VALUE ? 0 : first;
    long to = Math.max(from, last);
    int[] places = causes.places();
    return new Report(
        Report.VERSION,
        command,
        incidents.zone(),
        from,
        to,
        totals,
        lanes.grain(),
        lanes.omitted(),
        incidents.omitted(totals.incidents()),
        shed,
        causes.exits(),
        causes.shown(),
        lanes.shown(from, to, hearing, places),
        hearing.silences(to),
        incidents.shown(speech),
        speech.with(notes.said(), from, to),
        speech.rules(from, to));
  }

  private void seen(long at) {
    first = Math.min(first, at);
    last = Math.max(last, at);
  }

  private int exit(UnitEvent event) {
    return causes.exit(Exit.of(event));
  }

  private int cause(UnitEvent event, long at) {
    @Nullable CauseKey key = Causes.of(event.tail(), Exit.of(event)).orElse(null);
    return causes.crash(key, event, at);
  }
}
