package dev.groundhog.slack.reconcile;

import dev.groundhog.events.Delivery.Action;
import dev.groundhog.events.Delivery.Intent;
import java.time.Instant;

/** What to do about one subject now, and why. */
public sealed interface Decision {
  /** Why. */
  Because because();

  /**
   * Say something. One call at a time: what is left to say is decided after its outcome.
   *
   * @param attempt 2 and more: an earlier one had no known outcome
   * @param repeated whether an earlier one may have arrived, so that the message must say so
   */
  record Say(Action action, int attempt, boolean repeated, Because because) implements Decision {
    Say(Action action, Because because) {
      this(action, 1, false, because);
    }
  }

  /** Look for the message of this intent: it may have arrived. */
  record LookUp(Intent intent, Because because) implements Decision {}

  /** Decide again then; sooner if a newer revision comes. */
  record WaitUntil(Instant at, Because because) implements Decision {}

  /** Nothing is said of the newest news, now or later. */
  record Forgo(Because because) implements Decision {}

  /** Decide again when a newer revision comes. */
  record Nothing(Because because) implements Decision {}

  /** Reasons, also for logs and metrics. */
  enum Because {
    /** Nobody was told yet. */
    NEVER_TOLD,
    /** Something happened that people should be notified of. */
    NEWS,
    /** Only figures changed. */
    NUMBERS,
    /** Somebody deleted the message. */
    MESSAGE_GONE,
    /** An earlier call may or may not have arrived. */
    OUTCOME_UNKNOWN,
    /** People see the newest revision. */
    UP_TO_DATE,
    /** What changed cannot be told in this mode. */
    CANNOT_EDIT,
    /** It was over long before anybody could be told. */
    TOO_OLD,
    /** A larger incident tells of it. */
    PART_OF,
    /** Somebody does not want to hear of it. */
    SILENCED,
    /** Somebody takes care of it, and need not be reminded. */
    ACKNOWLEDGED,
    /** A message with many incidents tells of it. */
    IN_STORM,
    /** People have seen a newer revision than this. */
    OUTDATED
  }
}
