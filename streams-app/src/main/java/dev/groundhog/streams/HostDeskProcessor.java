package dev.groundhog.streams;

import static java.util.Objects.requireNonNull;

import dev.groundhog.engine.host.HostDesk;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.EventType;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.kafka.DeadLetter;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes unit events and gives them to the host desk. What cannot be decoded, and what the desk
 * throws on, becomes a dead letter, and the stream goes on.
 */
final class HostDeskProcessor implements Processor<byte[], byte[], String, Judged> {
  private static final Logger log = LoggerFactory.getLogger(HostDeskProcessor.class);

  private final Supplier<Rules> rules;
  private final int partitions;
  private final Figures figures;
  private @Nullable ProcessorContext<String, Judged> context;
  private @Nullable HostDesk desk;

  HostDeskProcessor(Supplier<Rules> rules, int partitions, Figures figures) {
    this.rules = rules;
    this.partitions = partitions;
    this.figures = figures;
  }

  @Override
  public void init(ProcessorContext<String, Judged> context) {
    this.context = context;
    this.desk = new HostDesk(Stores.hostTables(context), rules);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    ProcessorContext<String, Judged> out = requireNonNull(context);
    RecordMetadata place = out.recordMetadata().orElseThrow();
    Judged judged = judge(record, place);
    if (judged.letter() == null && judged.signals().isEmpty()) return;
    // Without the record's own headers: they may be of any size, and each signal would carry them.
    out.forward(new Record<>("", judged, record.timestamp()));
  }

  private Judged judge(Record<byte[], byte[]> record, RecordMetadata place) {
    try {
      return judge(Wire.UNIT_EVENT.decode(record.value()), record.timestamp(), place);
    } catch (MalformedEventException e) {
      return dead(record, place, e.getMessage());
    } catch (StreamsException e) {
      // Not of this record's making (a lost task, a broken store): the thread must hear of it.
      throw e;
    } catch (RuntimeException e) {
      // A bug of ours must cost this record and not the stream; the letter keeps it for the
      // mending.
      log.error("partition {} offset {} could not be judged", place.partition(), place.offset(), e);
      return dead(record, place, "could not be judged: " + e);
    }
  }

  private Judged judge(UnitEvent event, long timestamp, RecordMetadata place) {
    Instant appended = Instant.ofEpochMilli(timestamp);
    HostDesk to = requireNonNull(desk);
    if (event.type() == EventType.TICK) {
      figures.tick(appended);
      return Judged.of(to.tick(place.partition(), partitions, appended));
    }
    HostDesk.Outcome outcome = to.accept(event, appended, place.partition() + ":" + place.offset());
    figures.judged(outcome.verdict());
    return Judged.of(outcome.signals());
  }

  private static Judged dead(
      Record<byte[], byte[]> record, RecordMetadata place, @Nullable String reason) {
    return Judged.dead(
        DeadLetter.of(
            place.topic(),
            place.partition(),
            place.offset(),
            record.key(),
            record.value(),
            String.valueOf(reason)));
  }
}
