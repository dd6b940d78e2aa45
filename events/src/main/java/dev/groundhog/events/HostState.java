package dev.groundhog.events;

/** How one host stands in an incident. */
public enum HostState implements WireWord {
  /** It crashed within resolveAfter. */
  CRASHING,
  /** systemd gave up restarting it. */
  GAVE_UP,
  /** Somebody stopped it by hand: it is not expected to run. */
  STOPPED,
  /** Seen started, and no crash for resolveAfter. */
  RECOVERED,
  /** Seen to stay stopped. */
  DOWN,
  /** The host's agent fell silent. */
  NOT_HEARD_FROM,
  /** No crash for resolveAfter; nothing else is known. */
  QUIET,
  UNKNOWN
}
