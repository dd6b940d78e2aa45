package dev.groundhog.producer.spool;

import java.io.IOException;
import java.nio.file.Path;

/** Another agent publishes this spool. */
public final class SpoolInUseException extends IOException {
  private static final long serialVersionUID = 1L;

  SpoolInUseException(Path dir) {
    super(
        dir
            + ": another agent works on this spool (it holds "
            + dir.resolve(".lock")
            + "). One is enough; this one ends.");
  }
}
