package dev.groundhog.slack.reconcile;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides, for one channel, how incidents that nobody knows of yet are told when there are many:
 * more than a handful are one message, and for as long as that is fresh, those that come later join
 * it.
 */
public final class StormRule {
  /** A handful is read one by one; they are told within 5.5 s. */
  public static final int HANDFUL = 5;

  /** What comes so long after the last that joined is no part of that storm any more. */
  public static final Duration LASTS = Duration.ofMinutes(10);

  /** Those that come within it join together: each joining is a reply in the thread. */
  public static final Duration COLLECTS = Duration.ofSeconds(15);

  private StormRule() {}

  /** What to do with those that wait. */
  public sealed interface Plan {
    /** Each is a message of its own. */
    record OneByOne() implements Plan {}

    /** All are one message. */
    record Begin() implements Plan {}

    /** All go into the message that stands. */
    record Join() implements Plan {}

    /** Decide again then. */
    record Wait(Instant until) implements Plan {}
  }

  /**
   * @param waiting how many incidents were never told; at least 1
   * @param mayPostAt when a message may be posted
   * @param joinedAt when the channel's newest storm last grew; null: there is none
   * @param hasRoom whether that storm can take them all, in a message that can still be changed
   */
  public static Plan decide(
      int waiting, Instant mayPostAt, @Nullable Instant joinedAt, boolean hasRoom, Instant now) {
    if (joinedAt != null && now.isBefore(joinedAt.plus(LASTS))) {
      Instant collected = joinedAt.plus(COLLECTS);
      if (now.isBefore(collected)) return new Plan.Wait(collected);
      if (hasRoom) return new Plan.Join();
    }
    if (waiting <= HANDFUL) return new Plan.OneByOne();
    return now.isBefore(mayPostAt) ? new Plan.Wait(mayPostAt) : new Plan.Begin();
  }
}
