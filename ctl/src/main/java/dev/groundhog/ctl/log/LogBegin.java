package dev.groundhog.ctl.log;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Since when unit events are kept, where older ones were there and are deleted. */
public final class LogBegin {
  /** Ticks come to each partition every few seconds; what has none for so long has no events. */
  private static final int ENOUGH = 20_000;

  private LogBegin() {}

  /**
   * Reads the first record of each partition.
   *
   * @return the latest of their append times; null: nothing was ever deleted
   */
  public static @Nullable Instant of(Source source) {
    Firsts firsts = new Firsts(source.partitions());
    try {
      source.unitEvents(Instant.EPOCH, Source.LATEST, firsts::take);
    } catch (Found all) {
      // Reading ends here, not at the end of the log.
    }
    return firsts.byPartition.values().stream()
        .filter(record -> record.offset() > 0)
        .map(LogRecord::appended)
        .max(Instant::compareTo)
        .orElse(null);
  }

  private static final class Found extends RuntimeException {
    private static final long serialVersionUID = 1;

    Found() {
      super("found", null, false, false);
    }
  }

  private static final class Firsts {
    final Map<Integer, LogRecord> byPartition = new HashMap<>();
    private final int partitions;
    private int read;

    Firsts(int partitions) {
      this.partitions = partitions;
    }

    void take(LogRecord record) {
      byPartition.putIfAbsent(record.partition(), record);
      if (byPartition.size() == partitions || ++read >= ENOUGH) throw new Found();
    }
  }
}
