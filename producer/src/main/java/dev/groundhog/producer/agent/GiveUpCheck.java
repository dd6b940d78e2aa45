package dev.groundhog.producer.agent;

import dev.groundhog.producer.journal.UnitState;

/**
 * Whether systemd gave up on a unit whose warnings the journal does not get ({@code LogLevelMax=}
 * below warning). Pure.
 *
 * <p>After a crash the unit waits for its restart, which makes it leave the inactive state; when
 * the start is refused, no run follows, and it is failed again. A unit that is not restarted (a
 * failed one-off job, a planned stop) never left the inactive state after its stop. Tried on 252;
 * with {@code RestartMode=direct} (254) a unit does not pass through the inactive state, and such a
 * unit that hides its warnings too is not seen to be given up.
 */
enum GiveUpCheck {
  GAVE_UP,
  /** It waits for its restart, or is being started. */
  NOT_YET,
  /** It runs again, or was not to be restarted. */
  OVER;

  /**
   * @param stoppedAtMicros when the hook saw the stop, by the monotonic clock
   */
  static GiveUpCheck of(UnitState state, String invocation, long stoppedAtMicros) {
    if (!state.isRun(invocation)) return OVER;
    String active = state.property("ActiveState");
    if (active.equals("failed")) {
      boolean left = state.leftInactiveMicros() > stoppedAtMicros;
      return left && !state.property("Restart").equals("no") ? GAVE_UP : OVER;
    }
    return active.equals("activating") || active.equals("deactivating") ? NOT_YET : OVER;
  }
}
