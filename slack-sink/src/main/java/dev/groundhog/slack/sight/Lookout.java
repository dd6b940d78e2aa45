package dev.groundhog.slack.sight;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges by what was read how long nothing was seen. Time is an argument, so it is never far off by
 * more than the time between two looks. Not thread-safe.
 */
final class Lookout {
  /** After so long without a look, nothing is known of the time between. */
  static final Duration LOST = Duration.ofMinutes(1);

  private final Duration noTickFor;
  private final @Nullable Duration noHostFor;
  private final Map<Integer, Instant> ticks = new HashMap<>();
  private final Set<Integer> ticked = new HashSet<>();
  private @Nullable Instant host;
  private boolean heard;
  private @Nullable Instant lookedAt;

  /**
   * @param noTickFor without a tick on some partition for so long, it is blind
   * @param noHostFor the same for events of any host; null: not watched
   */
  Lookout(Duration noTickFor, @Nullable Duration noHostFor) {
    this.noTickFor = noTickFor;
    this.noHostFor = noHostFor;
  }

  /** Whether a look begins that can say something; the first, and those after a gap, cannot. */
  void begin(int partitions, Instant now) {
    boolean gap = lookedAt == null || now.isAfter(lookedAt.plus(LOST));
    for (int i = 0; i < partitions; i++) {
      if (gap) ticks.put(i, now);
      else ticks.putIfAbsent(i, now);
    }
    if (gap || host == null) host = now;
    if (gap) ticked.clear();
    if (gap) heard = false;
    lookedAt = now;
  }

  void tick(int partition, Instant now) {
    ticks.put(partition, now);
    ticked.add(partition);
  }

  void host(Instant now) {
    host = now;
    heard = true;
  }

  /** Null: it is too early to say. */
  @Nullable Sight sight(Instant now) {
    Instant oldest = ticks.values().stream().min(Comparator.naturalOrder()).orElse(now);
    Instant noTick = lost(oldest, noTickFor, now);
    Instant noHost = noHostFor == null ? null : lost(host, noHostFor, now);
    boolean sure = noTick != null || ticked.containsAll(ticks.keySet());
    boolean sureOfHosts = noHostFor == null || noHost != null || heard;
    return sure && sureOfHosts ? new Sight(noTick, noHost) : null;
  }

  private static @Nullable Instant lost(@Nullable Instant seen, Duration patience, Instant now) {
    return seen != null && now.isAfter(seen.plus(patience)) ? seen : null;
  }
}
