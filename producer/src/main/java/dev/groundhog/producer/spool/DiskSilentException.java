package dev.groundhog.producer.spool;

import java.io.IOException;

/** The disk has not answered for longer than it may; what was asked of it may still happen. */
public final class DiskSilentException extends IOException {
  private static final long serialVersionUID = 1L;

  DiskSilentException() {
    super("the disk does not answer");
  }
}
