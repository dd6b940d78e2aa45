package dev.groundhog.engine.rehearsal;

/** A line of a script that is neither an event nor a stage direction; says which and why. */
public final class InvalidScriptException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param line its number, from 1
   */
  InvalidScriptException(int line, String why) {
    super("line " + line + ": " + why);
  }
}
