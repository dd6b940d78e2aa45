package dev.groundhog.events;

/** How bad, in ascending order. */
public enum Severity implements WireWord {
  INFO,
  WARNING,
  CRITICAL,
  UNKNOWN
}
