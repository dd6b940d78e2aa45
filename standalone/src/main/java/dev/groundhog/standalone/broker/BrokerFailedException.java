package dev.groundhog.standalone.broker;

import org.jspecify.annotations.Nullable;

/** The embedded broker did not start; the message is for a person. */
public final class BrokerFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  BrokerFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
