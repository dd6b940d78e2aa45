package dev.groundhog.ctl.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When the live pipeline was at work, as its ticks show: a partition that has none for a while has
 * nobody who reads it. What was appended meanwhile was read afterwards, in any order of partitions.
 *
 * <p>Mutable while the log is read; memory grows with the number of times it was away.
 */
final class Clock {
  /**
   * How far the order of partitions may move a decision while the pipeline is at work: it ticks
   * every 2 s, sends a host's crashes on within 1 s, and a hop commits within 30 ms.
   */
  static final Duration MOMENT = Duration.ofSeconds(5);

  private record Away(Instant from, Instant to) {
    boolean isAround(Instant time) {
      return !time.isBefore(from.minus(MOMENT)) && !time.isAfter(to.plus(MOMENT));
    }
  }

  private final Map<Integer, Instant> newest = new HashMap<>();
  private final List<Away> away = new ArrayList<>();

  /**
   * @param appended not before that of the partition's last tick
   */
  void tick(int partition, Instant appended) {
    Instant before = newest.put(partition, appended);
    if (before != null && Duration.between(before, appended).compareTo(MOMENT) > 0) {
      away.add(new Away(before, appended));
    }
  }

  /** Whether the order in which partitions were read can alone have moved one to the other. */
  boolean isOneMoment(Instant a, Instant b) {
    return Duration.between(a, b).abs().compareTo(MOMENT) <= 0
        || away.stream().anyMatch(each -> each.isAround(a) && each.isAround(b));
  }

  /** Whether what was appended then was read after the pipeline had been away. */
  boolean wasAway(Instant time) {
    return away.stream().anyMatch(each -> each.isAround(time));
  }

  /**
   * Since when the pipeline is away.
   *
   * @param end of the log that was read
   * @return null: it is at work, or there never was a tick
   */
  @Nullable Instant stoppedBefore(Instant end) {
    return newest.values().stream()
        .min(Comparator.naturalOrder())
        .filter(last -> Duration.between(last, end).compareTo(Span.BEHIND) > 0)
        .orElse(null);
  }
}
