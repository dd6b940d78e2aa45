package dev.groundhog.ctl.transfer;

import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.events.Topic;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A source that grows no more: where a topic ended when it was first read, there it ends whenever
 * it is read again, whatever was appended in between. So what was made of one reading holds for the
 * next. For readings of the same range.
 */
final class Settled implements Source {
  private final Source source;

  /** The last offset of each partition, by the first reading. */
  private final Map<Topic, Map<Integer, Long>> lasts = new EnumMap<>(Topic.class);

  Settled(Source source) {
    this.source = source;
  }

  @Override
  public int partitions() {
    return source.partitions();
  }

  @Override
  public void unitEvents(Instant from, Instant to, Consumer<LogRecord> reader) {
    read(Topic.UNIT_EVENTS, each -> source.unitEvents(from, to, each), reader);
  }

  @Override
  public void alerts(Consumer<LogRecord> reader) {
    read(Topic.ALERTS, source::alerts, reader);
  }

  @Override
  public void controlEvents(Consumer<LogRecord> reader) {
    read(Topic.CONTROL, source::controlEvents, reader);
  }

  private void read(Topic topic, Consumer<Consumer<LogRecord>> all, Consumer<LogRecord> reader) {
    Map<Integer, Long> known = lasts.get(topic);
    if (known != null) {
      all.accept(
          record -> {
            if (record.offset() <= known.getOrDefault(record.partition(), -1L)) {
              reader.accept(record);
            }
          });
      return;
    }
    Map<Integer, Long> found = new HashMap<>();
    all.accept(
        record -> {
          found.put(record.partition(), record.offset());
          reader.accept(record);
        });
    lasts.put(topic, found);
  }
}
