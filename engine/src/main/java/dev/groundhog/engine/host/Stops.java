package dev.groundhog.engine.host;

import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEvent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells a crash from a stop that was meant. */
final class Stops {
  /** A run that lasted longer did its work: its clean exit is no loop. */
  static final Duration SHORT_RUN = Duration.ofSeconds(60);

  private Stops() {}

  /**
   * @param event of type stopped
   * @param startedAt the newest moment at which this run can not have begun yet or just began: when
   *     that was seen, else when the run before it ended; null: neither is known
   * @param restartsBefore the unit's automatic restarts at an earlier event, if known
   * @param when the stop happened
   */
  static Verdict judge(
      UnitEvent event,
      @Nullable Instant startedAt,
      @Nullable Integer restartsBefore,
      Instant when) {
    if (Boolean.TRUE.equals(event.planned())) return Verdict.PLANNED;
    ServiceResult result = event.result();
    if (result == ServiceResult.EXEC_CONDITION) return Verdict.ENDED_WELL;
    if (result == ServiceResult.SUCCESS) {
      return isLoop(event, startedAt, restartsBefore, when)
          ? Verdict.CLEAN_EXIT_LOOP
          : Verdict.ENDED_WELL;
    }
    // A JVM that is asked to stop exits 143: without knowing the intent it is no crash.
    if (event.planned() == null && endedBySigterm(event)) return Verdict.PLANNED;
    if (result == null && !hasFailingExit(event)) return Verdict.ENDED_WELL;
    return Verdict.CRASH;
  }

  private static boolean isLoop(
      UnitEvent event, @Nullable Instant startedAt, @Nullable Integer before, Instant when) {
    Integer restarts = event.restarts();
    if (restarts == null || before == null || startedAt == null) return false;
    return restarts > before && Duration.between(startedAt, when).compareTo(SHORT_RUN) < 0;
  }

  private static boolean endedBySigterm(UnitEvent event) {
    return "143".equals(event.exitStatus()) || "TERM".equals(event.exitStatus());
  }

  private static boolean hasFailingExit(UnitEvent event) {
    return event.exitStatus() != null && !"0".equals(event.exitStatus());
  }
}
