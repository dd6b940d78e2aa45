package dev.groundhog.ctl.incidents;

import dev.groundhog.events.AlertState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a person should look at first stands first. */
final class Order {
  private static final Comparator<Summary> WORST_FIRST =
      Comparator.comparing(Summary::severity)
          .thenComparing(Summary::hostCount)
          .thenComparing(Summary::crashes)
          .reversed();

  private static final Comparator<Summary> LATEST_FIRST =
      Comparator.comparing(Summary::lastCrashAt).reversed();

  private static final Comparator<Summary> ORDER =
      Comparator.<Summary>comparingInt(s -> standing(s.state()))
          .thenComparing((a, b) -> a.state().isOver() ? 0 : WORST_FIRST.compare(a, b))
          .thenComparing(LATEST_FIRST)
          .thenComparing(Summary::incident);

  private Order() {}

  /** Open ones worst first, then those that are over, then the closed ones, the latest first. */
  static List<Summary> of(List<Summary> summaries) {
    List<Summary> sorted = summaries.stream().sorted(ORDER).toList();
    Map<String, List<Summary>> parts = new HashMap<>();
    Set<String> larger = new HashSet<>();
    for (Summary each : sorted) if (each.partOf() == null) larger.add(each.incident());
    List<Summary> ordered = new ArrayList<>();
    for (Summary each : sorted) {
      if (isPart(each, larger))
        parts.computeIfAbsent(each.partOf(), id -> new ArrayList<>()).add(each);
    }
    for (Summary each : sorted) {
      if (isPart(each, larger)) continue;
      ordered.add(each);
      ordered.addAll(parts.getOrDefault(each.incident(), List.of()));
    }
    return ordered;
  }

  private static boolean isPart(Summary each, Set<String> larger) {
    return each.partOf() != null && larger.contains(each.partOf());
  }

  private static int standing(AlertState state) {
    if (!state.isOver()) return 0;
    return state == AlertState.CLOSED ? 2 : 1;
  }
}
