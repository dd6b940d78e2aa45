package dev.groundhog.producer.agent;

import java.time.Duration;

/**
 * Whether the broker takes events, and when to try again if not. Pure; time is the host's uptime.
 *
 * <p>While it is away, one event at a time is tried, at growing intervals: an outage of days costs
 * a little processor time and one log line at each end.
 */
final class BrokerLink {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  /** How late, at most, a broker that is back is noticed, beside the delivery timeout. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** Enough to fill a connection; also how many events a kill -9 can make the broker see twice. */
  static final int IN_FLIGHT = 200;

  /** What changed, for the one log line that a change is worth. */
  enum Change {
    CAME_UP,
    WENT_AWAY,
    NOTHING
  }

  private enum State {
    NEW,
    UP,
    AWAY
  }

  private State state = State.NEW;
  private long tryAgainAt;
  private Duration pause = FIRST_PAUSE;

  Change acknowledged() {
    Change change = state == State.UP ? Change.NOTHING : Change.CAME_UP;
    state = State.UP;
    pause = FIRST_PAUSE;
    tryAgainAt = 0;
    return change;
  }

  Change refused(long uptimeMillis) {
    Change change = state == State.AWAY ? Change.NOTHING : Change.WENT_AWAY;
    state = State.AWAY;
    tryAgainAt = uptimeMillis + pause.toMillis();
    Duration longer = pause.multipliedBy(2);
    pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    return change;
  }

  boolean isUp() {
    return state == State.UP;
  }

  /** How many events may be on their way; one, a probe, while the broker is away. */
  int inFlightLimit() {
    return isUp() ? IN_FLIGHT : 1;
  }

  boolean mayTry(long uptimeMillis) {
    return uptimeMillis >= tryAgainAt;
  }

  /** Milliseconds until the next try; 0 when nothing is to be waited for. */
  long untilTry(long uptimeMillis) {
    return Math.max(0, tryAgainAt - uptimeMillis);
  }
}
