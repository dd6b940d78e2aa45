package dev.groundhog.ctl.control;

/** What was asked for was not done; the message says why, in sentences for whoever asked. */
public final class NotDoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotDoneException(String why) {
    super(why);
  }
}
