package dev.groundhog.slack.reconcile;

import dev.groundhog.events.MuteTimes;
import java.time.Duration;
import java.time.Instant;

/**
 * How fast and when an incident is told.
 *
 * @param editEvery a message in which only numbers changed is edited at most so often
 * @param callWithin a call to Slack is over after so long, one way or the other; also how soon
 *     after its intent was written a call must have started
 * @param tellWithin an incident that is closed before anybody was told of it is still told if its
 *     last crash is younger
 * @param mute when channels want to hear of nothing
 */
public record Pace(Duration editEvery, Duration callWithin, Duration tellWithin, MuteTimes mute) {
  /** At any time. */
  public Pace(Duration editEvery, Duration callWithin, Duration tellWithin) {
    this(editEvery, callWithin, tellWithin, MuteTimes.NONE);
  }

  /** The longest that an unknown outcome is waited for before trying again. */
  static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /**
   * A message that was just stored may not show in a channel's history yet; seconds, reports say.
   */
  static final Duration HISTORY_LAG = Duration.ofSeconds(5);

  static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);

  /** So many looks in vain, over 40 seconds, and a message is taken to be not there. */
  static final int LOOKS = 3;

  /**
   * One look less, after 25 seconds, where Slack itself said so: rate limits are common, and one
   * that was answered for a stored message was reported once.
   */
  static final int LOOKS_IF_DENIED = 2;

  /**
   * Messages are found to be deleted one at a time, with their next edits. Those found within a
   * quarter of a minute are posted again at its end, so that many can be told in one.
   */
  Instant together(Instant found) {
    long quarter = StormRule.COLLECTS.toMillis();
    return Instant.ofEpochMilli((found.toEpochMilli() / quarter + 1) * quarter);
  }

  /** How long the outcome of one attempt is left open; doubles, so that doubt cannot spam. */
  Duration doubt(int attempt) {
    Duration doubled = callWithin.multipliedBy(1L << Math.min(10, Math.max(0, attempt - 1)));
    return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
  }
}
