package dev.groundhog.ctl.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All units on all hosts. */
final class Lanes {
  /** Marks and runs: some megabytes here and in the page, and what a browser draws fluidly. */
  static final int MAX_ITEMS = 250_000;

  /** Nobody looks at more of them; those with the most crashes are shown. */
  static final int MAX_LANES = 1000;

  private static final long FIRST_GRAIN = 1000;

  /** What is still too much then is that for its many lanes and causes. */
  private static final long LAST_GRAIN = 86_400_000;

  private final int maxItems;
  private final Map<String, Map<String, Lane>> lanes = new TreeMap<>();
  private long grain;
  private int sinceCounted;
  private long omitted;

  Lanes() {
    this(MAX_ITEMS);
  }

  Lanes(int maxItems) {
    this.maxItems = maxItems;
  }

  Lane of(String host, String unit) {
    return ofHost(host).computeIfAbsent(unit, u -> new Lane(host, u));
  }

  private Map<String, Lane> ofHost(String host) {
    return lanes.computeIfAbsent(host, h -> new TreeMap<>());
  }

  /** What runs on a host, all of it. */
  void running(String host, List<String> units, long at) {
    Set<String> running = new HashSet<>(units);
    for (Lane lane : ofHost(host).values()) {
      if (!running.contains(lane.unit)) lane.notRunning(at);
    }
    for (String unit : units) of(host, unit).running(at);
  }

  /** To be called after each addition; counts only when it could have become too much. */
  void keepWithinBounds() {
    if (++sinceCounted < maxItems / 8) return;
    sinceCounted = 0;
    if (grain > 0) merge();
    while (items() > maxItems - maxItems / 4 && grain < LAST_GRAIN) {
      grain = grain == 0 ? FIRST_GRAIN : grain * 2;
      merge();
    }
  }

  private void merge() {
    for (Map<String, Lane> ofHost : lanes.values()) {
      for (Lane lane : ofHost.values()) lane.merge(grain);
    }
  }

  private long items() {
    return lanes.values().stream().flatMap(m -> m.values().stream()).mapToLong(Lane::items).sum();
  }

  long grain() {
    return grain;
  }

  /** Those that matter, by host and unit. Counts the others. */
  List<Report.LaneShown> shown(long from, long to, Hearing hearing, int[] places) {
    Map<String, Long> crashes = new HashMap<>();
    for (Map<String, Lane> ofHost : lanes.values()) {
      for (Lane lane : ofHost.values())
        crashes.merge(lane.family, lane.crashes + lane.gaveUp, Long::sum);
    }
    List<Lane> all =
        lanes.values().stream()
            .flatMap(ofHost -> ofHost.values().stream())
            .filter(lane -> lane.isEventful() || crashes.getOrDefault(lane.family, 0L) > 0)
            .sorted(
                Comparator.<Lane>comparingLong(lane -> -lane.crashes)
                    .thenComparingInt(lane -> -lane.items()))
            .toList();
    omitted = Math.max(0, all.size() - MAX_LANES);
    return all.stream()
        .limit(MAX_LANES)
        .sorted(
            Comparator.<Lane, String>comparing(lane -> lane.host).thenComparing(lane -> lane.unit))
        .map(lane -> lane.shown(places, from, hearing.lastHeard(lane.host, to)))
        .toList();
  }

  /** How many there was no room for, known once they are {@link #shown}. */
  long omitted() {
    return omitted;
  }
}
