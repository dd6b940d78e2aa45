package dev.groundhog.runtime.kafka;

/** A topic is there but is not what Groundhog needs; the message says what mends it. */
public final class WrongTopicException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongTopicException(String message) {
    super(message);
  }
}
