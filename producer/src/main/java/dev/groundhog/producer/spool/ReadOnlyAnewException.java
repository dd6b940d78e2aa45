package dev.groundhog.producer.spool;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A folder that was here when this process began was removed by somebody, and what is there now
 * cannot be written to. Under systemd's sandbox that does not pass: only a new process gets the new
 * folder mounted.
 */
public final class ReadOnlyAnewException extends IOException {
  private static final long serialVersionUID = 1L;

  public ReadOnlyAnewException(Path dir, IOException why) {
    super(dir + ": was removed by somebody, and cannot be used as it is now: " + why, why);
  }
}
