package dev.groundhog.engine.rehearsal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What there was, and what came of it.
 *
 * @param events unit events without ticks
 * @param malformed records that are no events
 * @param incidents with a revision; single starts, stops and notes are none
 * @param told news among the revisions
 * @param edited revisions that notify nobody, closings aside
 * @param notTold reason, then unit (or host), then how many events, or how many news for {@code
 *     silenced}; empty: none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Totals(
    long events,
    long crashes,
    long malformed,
    long incidents,
    long revisions,
    long told,
    long edited,
    SortedMap<String, SortedMap<String, Long>> notTold) {

  public Totals {
    notTold = Collections.unmodifiableSortedMap(new TreeMap<>(notTold));
  }

  /** For a person; each reason for telling nothing has a line for each unit. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        Wording.count(events, "event", "events")
            + ", "
            + Wording.count(crashes, "crash", "crashes")
            + ": "
            + outcome());
    for (Map.Entry<String, SortedMap<String, Long>> reason : notTold.entrySet()) {
      reason
          .getValue()
          .forEach(
              (unit, n) -> lines.add("not told: %s, %d %s".formatted(unit, n, reason.getKey())));
    }
    if (malformed > 0) lines.add("not events: " + malformed);
    return lines;
  }

  private String outcome() {
    if (revisions == 0) return "nothing told";
    if (incidents == 0) return "no incident, told " + Wording.times(told);
    return Wording.count(incidents, "incident", "incidents")
        + ", told "
        + Wording.times(told)
        + (edited == 0 ? "" : ", edited quietly " + Wording.times(edited));
  }
}
