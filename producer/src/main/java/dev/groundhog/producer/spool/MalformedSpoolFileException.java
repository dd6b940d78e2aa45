package dev.groundhog.producer.spool;

/** A file in the spool that is no event; the message says what is wrong with it. */
public final class MalformedSpoolFileException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedSpoolFileException(String message) {
    super(message);
  }
}
