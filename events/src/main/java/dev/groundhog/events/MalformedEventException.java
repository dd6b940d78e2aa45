package dev.groundhog.events;

/**
 * Bytes on a topic that are not what the contract says. The message names the field, what was
 * expected and what was found, never the value of a log line; it becomes the dead letter's reason.
 */
public final class MalformedEventException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedEventException(String message) {
    super(message);
  }
}
