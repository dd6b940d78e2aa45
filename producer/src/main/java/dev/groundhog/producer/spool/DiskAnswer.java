package dev.groundhog.producer.spool;

import java.time.Duration;

/**
 * What the spool's disk said to a small write and an fsync.
 *
 * @param reason in words for a person; empty when it took the write
 */
public record DiskAnswer(Kind kind, String reason) {
  /** How it answered. */
  public enum Kind {
    /** It took the write. */
    TAKES,
    /** It answered with an error: read-only, full, broken. */
    REFUSES,
    /** It has not answered within the limit: frozen, or overloaded beyond use. */
    SILENT
  }

  public static final DiskAnswer TAKES = new DiskAnswer(Kind.TAKES, "");

  public static DiskAnswer refuses(String reason) {
    return new DiskAnswer(Kind.REFUSES, "the disk refuses writes: " + reason);
  }

  public static DiskAnswer silent(Duration limit) {
    return new DiskAnswer(
        Kind.SILENT, "the disk took no write of one byte within " + limit.toMillis() + " ms");
  }
}
