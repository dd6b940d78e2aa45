package dev.groundhog.producer.agent;

import dev.groundhog.producer.journal.Journal;
import dev.groundhog.producer.journal.UnitState;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Units as they were a moment ago, so that a backlog of one unit's crashes asks systemd once and
 * not once per crash. Time is the host's uptime. Not thread-safe; bounded by forgetting what is
 * old.
 */
final class UnitStates {
  private static final long YOUNG_MILLIS = Duration.ofSeconds(5).toMillis();

  private record Seen(@Nullable UnitState state, long at) {}

  private final Journal journal;
  private final Map<String, Seen> seen = new HashMap<>();

  UnitStates(Journal journal) {
    this.journal = journal;
  }

  /** Asks about those of which nothing is known, with one question for all. */
  void prepare(Set<String> units, long uptimeMillis) {
    seen.values().removeIf(s -> uptimeMillis - s.at > YOUNG_MILLIS);
    Set<String> unknown = new HashSet<>(units);
    unknown.removeAll(seen.keySet());
    ask(unknown, uptimeMillis);
  }

  /** Asks again about those whose newest run may be another one by now. */
  void refresh(Set<String> units, long uptimeMillis) {
    Set<String> older = new HashSet<>(units);
    older.removeIf(unit -> seen.containsKey(unit) && seen.get(unit).at == uptimeMillis);
    ask(older, uptimeMillis);
  }

  private void ask(Set<String> units, long uptimeMillis) {
    if (units.isEmpty()) return;
    Map<String, UnitState> states = journal.units(units);
    for (String unit : units) seen.put(unit, new Seen(states.get(unit), uptimeMillis));
  }

  /** Null if systemd did not say. */
  @Nullable UnitState of(String unit) {
    Seen found = seen.get(unit);
    return found == null ? null : found.state;
  }
}
