package dev.groundhog.slack.reconcile;

import dev.groundhog.events.Severity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a message is about: one incident, a storm of them, a day of them, or that nothing is seen.
 * Immutable, complete in itself.
 */
public sealed interface Subject permits Incident, Storm, Daily, Blindness {
  /** The key of what is remembered of it. */
  String id();

  /** Grows with each change. */
  int revision();

  /** The newest news in it, up to {@link #revision}; 0: nothing that anybody must be told. */
  int newsRevision();

  /** Whether nothing crashes any more, as far as is known. */
  boolean isOver();

  /** Whether nothing of it will change any more. */
  boolean isClosed();

  /** Whether another message tells of it. */
  boolean isPart();

  Instant lastCrashAt();

  /** When it last changed, in the log's time. */
  Instant at();

  Severity severity();

  long crashes();

  /** 0 where hosts cannot be added up. */
  int hostCount();

  /** Where the rules want it told; null: they do not say. */
  @Nullable String channel();

  /**
   * Closed and untold, it is left untold from then on.
   *
   * @param within for what crashes, after its last crash
   */
  default Instant tellUntil(Duration within) {
    return lastCrashAt().plus(within);
  }

  /** Whether its newest news is only that it goes on. */
  default boolean isReminder() {
    return false;
  }
}
