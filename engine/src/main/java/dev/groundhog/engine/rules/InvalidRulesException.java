package dev.groundhog.engine.rules;

/**
 * A rules file that cannot be used; the message has line, column, what was expected, what found.
 */
public final class InvalidRulesException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidRulesException(String message) {
    super(message);
  }
}
