package dev.groundhog.ctl.incidents;

/** No incident is meant, or several are; the message says which, in sentences for who asked. */
public final class NotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotFoundException(String message) {
    super(message);
  }
}
