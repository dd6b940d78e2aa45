package dev.groundhog.standalone.demo;

/** The demo did not go as it must; the message is for the person who watched it. */
final class DemoFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  DemoFailedException(String message) {
    super(message);
  }
}
