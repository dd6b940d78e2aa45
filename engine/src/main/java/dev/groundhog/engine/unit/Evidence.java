package dev.groundhog.engine.unit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.groundhog.engine.signal.Pace;
import dev.groundhog.engine.signal.Signal.Sight;
import dev.groundhog.events.HostState;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a unit on one host, and what may be concluded from it and no more.
 *
 * @param startedAt newest start
 * @param stoppedAt newest stop that was asked for
 * @param gaveUpAt when systemd gave up restarting it
 * @param heardAt newest sign of life of the host's agent; null: no agent was ever heard
 * @param runs whether that agent listed the unit as running; null: it did not say
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evidence(
    @Nullable Instant startedAt,
    @Nullable Instant stoppedAt,
    @Nullable Instant gaveUpAt,
    @Nullable Instant heardAt,
    @Nullable Boolean runs) {

  static final Evidence NONE = new Evidence(null, null, null, null, null);

  /** An agent speaks once a minute; three in a row are no accident. */
  static final Duration SILENCE = Duration.ofMinutes(3);

  /** With one more sight; what an agent said earlier than its newest word changes nothing. */
  Evidence with(Sight sight, Instant when) {
    EvidenceBuilder next = EvidenceBuilder.builder(this);
    switch (sight) {
      case STARTED -> next.startedAt(later(startedAt, when));
      case STOPPED -> next.stoppedAt(later(stoppedAt, when));
      case GAVE_UP -> next.gaveUpAt(later(gaveUpAt, when));
      default -> {
        if (heardAt != null && when.isBefore(heardAt)) return this;
        next.heardAt(when).runs(sight == Sight.HOST_ALIVE ? null : sight == Sight.RUNNING);
      }
    }
    return next.build();
  }

  /**
   * How the host stands.
   *
   * @param lastCrashAt its newest crash, or null if it has none (only a gave-up is known)
   * @param now the log's time
   */
  HostState state(@Nullable Instant lastCrashAt, Instant now, Duration resolveAfter) {
    if (gaveUpAt != null && !ranAfter(gaveUpAt) && !isAfter(lastCrashAt, gaveUpAt)) {
      return HostState.GAVE_UP;
    }
    if (stoppedAt != null && isAfter(stoppedAt, lastCrashAt) && !ranAfter(stoppedAt)) {
      return HostState.STOPPED;
    }
    if (lastCrashAt != null && now.isBefore(lastCrashAt.plus(resolveAfter))) {
      return HostState.CRASHING;
    }
    if (heardAt != null && isSilent(heardAt, lastCrashAt, now)) return HostState.NOT_HEARD_FROM;
    if (isAfter(startedAt, lastCrashAt)) return HostState.RECOVERED;
    if (runs != null && isAfter(heardAt, lastCrashAt)) {
      return runs ? HostState.RECOVERED : HostState.DOWN;
    }
    // Starts are reported from this host, and none came: it was seen to stay stopped.
    return startedAt == null ? HostState.QUIET : HostState.DOWN;
  }

  private boolean isSilent(Instant heard, @Nullable Instant lastCrashAt, Instant now) {
    Instant crashed = lastCrashAt == null ? gaveUpAt : lastCrashAt;
    Duration late = crashed == null ? Duration.ZERO : Pace.mayWait(crashed, heard);
    return now.isAfter(heard.plus(SILENCE).plus(late));
  }

  /** Whether it was seen to run since: started, or on the agent's list. */
  private boolean ranAfter(Instant time) {
    return isAfter(startedAt, time) || (Boolean.TRUE.equals(runs) && isAfter(heardAt, time));
  }

  private static boolean isAfter(@Nullable Instant a, @Nullable Instant b) {
    return a != null && (b == null || a.isAfter(b));
  }

  private static Instant later(@Nullable Instant a, Instant b) {
    return a == null || a.isBefore(b) ? b : a;
  }
}
