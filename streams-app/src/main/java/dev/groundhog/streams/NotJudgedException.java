package dev.groundhog.streams;

/** A desk threw on a record; its tables are as if the record had never come. */
final class NotJudgedException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final String OURS = "dev.groundhog.";

  NotJudgedException(Throwable cause) {
    super("could not be judged: " + cause + place(cause), cause);
  }

  /** Where in our code, because the letter may be all that is left when somebody looks. */
  private static String place(Throwable cause) {
    for (StackTraceElement frame : cause.getStackTrace()) {
      if (frame.getClassName().startsWith(OURS)) return " at " + frame;
    }
    return "";
  }
}
