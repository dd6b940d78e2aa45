package dev.groundhog.events;

/** How an incident stands. Each word says exactly as much as is known. */
public enum AlertState implements WireWord {
  /** Crashes go on, or went on until less than resolveAfter ago. */
  OPEN,
  /** No crash for resolveAfter, and the unit was seen running on the hosts since. */
  RECOVERED,
  /** No crash for resolveAfter, and nothing is known of the unit since. */
  QUIET,
  /** No crash, because the unit was seen to stay stopped. */
  DOWN,
  /** No crash, but the hosts are silent too. */
  NOT_HEARD_FROM,
  /** So long without a crash that the next loop will be a new incident. */
  CLOSED,
  UNKNOWN;

  /** Whether crashes have stopped, for whatever reason. */
  public boolean isOver() {
    return this != OPEN && this != UNKNOWN;
  }
}
