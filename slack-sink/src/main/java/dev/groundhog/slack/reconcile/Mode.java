package dev.groundhog.slack.reconcile;

/** What the place that is told can do. */
public enum Mode {
  /** Bot token: messages are edited and have threads. */
  FULL,
  /** Incoming webhook: new messages only, so only news is told. */
  WEBHOOK,
  /** Nothing is configured: a terminal, which can do what {@link #FULL} can, line by line. */
  CONSOLE;

  /** Whether it can be found out what was said. */
  public boolean looks() {
    return this == FULL;
  }

  /** Whether what was said can still be changed. */
  public boolean edits() {
    return this != WEBHOOK;
  }
}
