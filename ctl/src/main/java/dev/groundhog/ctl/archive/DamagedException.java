package dev.groundhog.ctl.archive;

/** A line of an archive is not as it was written, or no line of one. */
final class DamagedException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param line from 1
   * @param trouble what is wrong there, in words
   */
  DamagedException(long line, String trouble) {
    super("line " + line + ": " + trouble);
  }
}
