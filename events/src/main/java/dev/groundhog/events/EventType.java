package dev.groundhog.events;

/** What kind of fact a unit event states. */
public enum EventType implements WireWord {
  /** systemd is about to run the unit: {@code ExecStartPre=}. */
  STARTING,
  /** A run of the unit is over, however it ended: {@code ExecStopPost=}. */
  STOPPED,
  /** systemd hit the unit's start limit and will not restart it by itself. */
  GAVE_UP,
  /** A person or a script says something, through {@code groundhog-tee}. */
  NOTE,
  /** The host's agent runs; once a minute. */
  ALIVE,
  /** The spool was full and events were dropped; says how many. */
  SHED,
  /** The pipeline's clock, appended to each partition by streams-app. It is no fact of a host. */
  TICK,
  /** A word of a newer version; such events are counted and otherwise ignored. */
  UNKNOWN;

  /** Whether an event of this type is about one unit and must name it. */
  public boolean isAboutOneUnit() {
    return this == STARTING || this == STOPPED || this == GAVE_UP;
  }
}
