package dev.groundhog.ctl.archive;

import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.events.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Topics in memory, as a broker would give them. */
public final class MemorySource implements Source {
  private static final Comparator<LogRecord> TOTAL_ORDER =
      Comparator.comparing(LogRecord::appended)
          .thenComparing(LogRecord::partition)
          .thenComparing(LogRecord::offset);

  private final int partitions;
  private final List<LogRecord> records = new ArrayList<>();

  public MemorySource(int partitions) {
    this.partitions = partitions;
  }

  public MemorySource add(LogRecord record) {
    records.add(record);
    return this;
  }

  /** All records of a topic in the order in which they are read. */
  public List<LogRecord> of(Topic topic) {
    return records.stream().filter(r -> r.topic() == topic).sorted(TOTAL_ORDER).toList();
  }

  @Override
  public int partitions() {
    return partitions;
  }

  @Override
  public void unitEvents(Instant from, Instant to, Consumer<LogRecord> reader) {
    of(Topic.UNIT_EVENTS).stream()
        .filter(r -> !r.appended().isBefore(from) && !r.appended().isAfter(to))
        .forEach(reader);
  }

  @Override
  public void alerts(Consumer<LogRecord> reader) {
    of(Topic.ALERTS).forEach(reader);
  }

  @Override
  public void controlEvents(Consumer<LogRecord> reader) {
    of(Topic.CONTROL).forEach(reader);
  }
}
