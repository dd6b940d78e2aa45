package dev.groundhog.events;

/** What an incident is about. */
public enum Scope implements WireWord {
  /** One unit family on one or many hosts. */
  UNIT,
  /** One host with many families. */
  HOST,
  /** One cause in many families. */
  CAUSE,
  UNKNOWN
}
