package dev.groundhog.engine.rules;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds for one unit family.
 *
 * @param hostLoop several speeds; any of them makes a loop
 * @param gaveUp whether hitting systemd's start limit opens an incident at once
 * @param severity what makes an incident critical
 * @param everyStop whether each start and stop is told by itself, whatever else it makes
 * @param resolveAfter without a crash for so long, it is over
 * @param reopenWithin back sooner than this after its end, it is the same incident
 * @param updateEvery figures of an open incident are corrected at most so often
 * @param notifyEvery people are notified of one incident at most so often, a rise in severity and
 *     its end excepted
 * @param spread numbers of hosts that are news, ascending
 * @param remind ages at which an incident that is still open is told again, ascending
 * @param lateness what happened longer ago is recorded and counted, not told
 * @param channel where to tell it; null: the sink's own setting
 */
@RecordBuilder
public record UnitRules(
    List<Speed> hostLoop,
    Wave wave,
    boolean gaveUp,
    Critical severity,
    boolean everyStop,
    Duration resolveAfter,
    Duration reopenWithin,
    Duration updateEvery,
    Duration notifyEvery,
    List<Integer> spread,
    List<Duration> remind,
    Duration lateness,
    @Nullable String channel) {

  public UnitRules {
    hostLoop = List.copyOf(hostLoop);
    spread = List.copyOf(spread);
    remind = List.copyOf(remind);
  }

  /**
   * Crashes of a family further apart than this belong to different incidents. It is the longest
   * time after which an earlier crash can still matter.
   */
  public Duration gap() {
    Duration gap = resolveAfter.plus(reopenWithin);
    for (Speed speed : hostLoop) gap = longer(gap, speed.within());
    return longer(gap, wave.within());
  }

  /** The highest step of {@code spread} that this many hosts have reached; 0: none. */
  public int step(int hosts) {
    int reached = 0;
    for (int step : spread) if (hosts >= step) reached = step;
    return reached;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
