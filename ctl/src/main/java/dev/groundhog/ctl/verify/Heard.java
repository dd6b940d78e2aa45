package dev.groundhog.ctl.verify;

import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.replay.TimeRange;
import dev.groundhog.events.EventType;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.events.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A log as it is replayed: remembers how far it went, and its ticks; and goes on with a day in
 * which nothing happens, so that a replay says all that it knows by then.
 */
final class Heard implements Source {
  private static final int TICK_BYTES = 100;

  /** Longer than figures wait for being told. */
  private static final Duration QUIET = Duration.ofDays(1);

  private final Source source;
  private final TimeRange range;
  private final Clock clock = new Clock();
  private @Nullable Instant newest;
  private @Nullable Instant end;

  Heard(Source source, TimeRange range) {
    this.source = source;
    this.range = range;
  }

  Clock clock() {
    return clock;
  }

  /** Of the log or the range, whichever comes first; null: it is not reached yet. */
  @Nullable Instant end() {
    return end;
  }

  @Override
  public int partitions() {
    return source.partitions();
  }

  @Override
  public void unitEvents(Instant from, Instant to, Consumer<LogRecord> reader) {
    source.unitEvents(
        from,
        to,
        record -> {
          newest = record.appended();
          if (isTick(record)) clock.tick(record.partition(), record.appended());
          reader.accept(record);
        });
    Instant found = newest == null ? range.from() : newest;
    Instant last = found.isBefore(range.to()) ? found : range.to();
    end = last.isBefore(range.from()) ? range.from() : last;
    goOn(end.plus(QUIET), reader);
  }

  private void goOn(Instant at, Consumer<LogRecord> reader) {
    UnitEvent tick = UnitEventBuilder.builder().type(EventType.TICK).build();
    byte[] value = Wire.UNIT_EVENT.encode(tick);
    for (int partition = 0; partition < partitions(); partition++) {
      reader.accept(new LogRecord(Topic.UNIT_EVENTS, partition, Long.MAX_VALUE, at, null, value));
    }
  }

  /** Ticks are short, and there are few of them: the rest is not parsed twice. */
  private static boolean isTick(LogRecord record) {
    if (record.key() != null || record.value() == null) return false;
    try {
      return record.value().length <= TICK_BYTES
          && Wire.UNIT_EVENT.decode(record.value()).type() == EventType.TICK;
    } catch (MalformedEventException e) {
      return false;
    }
  }

  @Override
  public void alerts(Consumer<LogRecord> reader) {
    source.alerts(reader);
  }

  @Override
  public void controlEvents(Consumer<LogRecord> reader) {
    source.controlEvents(reader);
  }
}
