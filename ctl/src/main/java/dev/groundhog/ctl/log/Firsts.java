package dev.groundhog.ctl.log;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Finds the first record of each partition by reading, and reads no further than it must. */
final class Firsts {
  private final int partitions;
  private final Consumer<LogRecord> reader;
  private final Set<Integer> seen = new HashSet<>();

  Firsts(int partitions, Consumer<LogRecord> reader) {
    this.partitions = partitions;
    this.reader = reader;
  }

  void read(Source source) {
    try {
      source.unitEvents(Instant.EPOCH, Source.LATEST, this::take);
    } catch (AllSeen all) {
      // The rest of the log is of no interest.
    }
  }

  private void take(LogRecord record) {
    if (!seen.add(record.partition())) return;
    reader.accept(record);
    if (seen.size() == partitions) throw new AllSeen();
  }

  private static final class AllSeen extends RuntimeException {
    private static final long serialVersionUID = 1;

    AllSeen() {
      super("all seen", null, false, false);
    }
  }
}
