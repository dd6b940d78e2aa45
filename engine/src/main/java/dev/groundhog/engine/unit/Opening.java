package dev.groundhog.engine.unit;

import dev.groundhog.engine.rules.Speed;
import dev.groundhog.engine.rules.UnitRules;
import dev.groundhog.events.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether crashes that belong to no incident make one. */
final class Opening {
  private Opening() {}

  /** One crash as this decision sees it. */
  record Point(String host, Instant when) {}

  /**
   * @param points crashes of one family that hang together, in any order
   * @param known hosts on which the family is known to exist; null: unknown
   * @return wave or host-loop; wave if both hold; empty: below threshold
   */
  static Optional<Reason> decide(List<Point> points, UnitRules rules, @Nullable Integer known) {
    List<Point> sorted = points.stream().sorted(Comparator.comparing(Point::when)).toList();
    // On several hosts at once the wave is the truer word, even where one of them loops.
    if (isWave(sorted, rules, known)) return Optional.of(Reason.WAVE);
    return isHostLoop(sorted, rules) ? Optional.of(Reason.HOST_LOOP) : Optional.empty();
  }

  private static boolean isHostLoop(List<Point> sorted, UnitRules rules) {
    Map<String, Deque<Instant>> byHost = new HashMap<>();
    for (Speed speed : rules.hostLoop()) {
      byHost.clear();
      for (Point point : sorted) {
        Deque<Instant> window = byHost.computeIfAbsent(point.host(), h -> new ArrayDeque<>());
        window.addLast(point.when());
        dropOlder(window, point.when(), speed.within());
        if (window.size() >= speed.crashes()) return true;
      }
    }
    return false;
  }

  private static void dropOlder(Deque<Instant> window, Instant now, Duration within) {
    while (window.getFirst().plus(within).isBefore(now)) window.removeFirst();
  }

  private static boolean isWave(List<Point> sorted, UnitRules rules, @Nullable Integer known) {
    int needed = rules.wave().hostsNeeded(known);
    Map<String, Integer> inWindow = new HashMap<>();
    int from = 0;
    for (Point point : sorted) {
      inWindow.merge(point.host(), 1, Integer::sum);
      while (sorted.get(from).when().plus(rules.wave().within()).isBefore(point.when())) {
        inWindow.computeIfPresent(sorted.get(from).host(), (h, n) -> n == 1 ? null : n - 1);
        from++;
      }
      if (inWindow.size() >= needed) return true;
    }
    return false;
  }
}
