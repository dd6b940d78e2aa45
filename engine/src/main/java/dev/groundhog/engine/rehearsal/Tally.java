package dev.groundhog.engine.rehearsal;

import dev.groundhog.engine.host.Verdict;
import dev.groundhog.engine.signal.UnitFamily;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import dev.groundhog.events.UnitEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what was told, and what was not and why. */
public final class Tally {
  private final boolean knowsAll;
  private final Map<String, Map<String, Long>> notTold = new HashMap<>();
  private final Map<String, Long> crashes = new HashMap<>();
  private final Map<String, Newest> newest = new HashMap<>();
  private long events;
  private long malformed;
  private long revisions;
  private long told;
  private long edited;

  /**
   * What the totals need of an incident. Not the whole revision: a log of a month has thousands of
   * them, with the log lines of their crashes.
   *
   * @param unit of a unit's own incident; null: of no other
   */
  private record Newest(boolean isIncident, @Nullable String unit, long crashes) {
    static Newest of(Alert alert) {
      String unit = alert.scope() == Scope.UNIT ? alert.unit() : null;
      return new Newest(alert.isIncident(), unit, alert.crashes());
    }
  }

  /**
   * @param knowsAll whether every crash of its incidents is counted here; of a part of a log nobody
   *     can say how many of its crashes stayed below threshold
   */
  public Tally(boolean knowsAll) {
    this.knowsAll = knowsAll;
  }

  public void event(UnitEvent event, Verdict verdict) {
    events++;
    String unit = event.unit() == null ? event.host() : event.unit();
    if (verdict.isCrash()) crashes.merge(UnitFamily.of(unit), 1L, Long::sum);
    switch (verdict) {
      case PLANNED, ENDED_WELL, DUPLICATE, TOO_OLD, UNKNOWN ->
          countNotTold(Wording.word(verdict), unit);
      default -> {}
    }
  }

  public void alert(Alert alert) {
    alert(alert, false);
  }

  /**
   * @param silenced whether people do not want to hear of it now; it is told later if it still
   *     stands
   */
  public void alert(Alert alert, boolean silenced) {
    newest.put(alert.incident(), Newest.of(alert));
    revisions++;
    if (alert.isNews() && silenced) {
      String what = alert.unit() == null ? alert.incident() : alert.unit();
      countNotTold(Wording.word(Reason.SILENCED), what);
    } else if (alert.isNews()) {
      told++;
    } else if (alert.reason() != Reason.CLOSED) {
      edited++;
    }
  }

  /** A record that is no event. */
  public void malformed() {
    malformed++;
  }

  public Totals totals() {
    long all = crashes.values().stream().mapToLong(n -> n).sum();
    long incidents = newest.values().stream().filter(Newest::isIncident).count();
    return new Totals(events, all, malformed, incidents, revisions, told, edited, notTold());
  }

  private SortedMap<String, SortedMap<String, Long>> notTold() {
    SortedMap<String, SortedMap<String, Long>> all = new TreeMap<>();
    notTold.forEach((reason, units) -> all.put(reason, new TreeMap<>(units)));
    if (!knowsAll) return all;
    Map<String, Long> left = new HashMap<>(crashes);
    for (Newest incident : newest.values()) {
      if (incident.unit() != null) left.merge(incident.unit(), -incident.crashes(), Long::sum);
    }
    left.values().removeIf(n -> n <= 0);
    if (!left.isEmpty()) {
      all.computeIfAbsent(Wording.word(Reason.BELOW_THRESHOLD), r -> new TreeMap<>()).putAll(left);
    }
    return all;
  }

  private void countNotTold(String reason, String unit) {
    notTold.computeIfAbsent(reason, r -> new HashMap<>()).merge(unit, 1L, Long::sum);
  }
}
