package dev.groundhog.standalone.broker;

/** Another process listens on the port that the broker was told to use. */
public final class PortBusyException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int port;

  PortBusyException(int port) {
    super("port " + port + " of 127.0.0.1 is in use");
    this.port = port;
  }

  /** The port that is taken. */
  public int port() {
    return port;
  }
}
