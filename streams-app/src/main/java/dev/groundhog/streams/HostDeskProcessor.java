package dev.groundhog.streams;

import static java.util.Objects.requireNonNull;

import dev.groundhog.engine.host.HostDesk;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.events.EventType;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.Wire;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Decodes unit events and gives them to the host desk. What cannot be decoded, and what the desk
 * throws on, becomes a dead letter, and the stream goes on.
 */
final class HostDeskProcessor implements Processor<byte[], byte[], String, Judged<Signal>> {
  private final RulesOfRecord rules;
  private final int partitions;
  private final Figures figures;
  private @Nullable ProcessorContext<String, Judged<Signal>> context;
  private @Nullable SafeDesk<HostDesk> desk;

  HostDeskProcessor(RulesOfRecord rules, int partitions, Figures figures) {
    this.rules = rules;
    this.partitions = partitions;
    this.figures = figures;
  }

  @Override
  public void init(ProcessorContext<String, Judged<Signal>> context) {
    this.context = context;
    this.desk =
        new SafeDesk<>(
            draft -> new HostDesk(Stores.hostTables(context, draft), rules),
            Stores.hostAgenda(context));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    ProcessorContext<String, Judged<Signal>> out = requireNonNull(context);
    RecordMetadata place = out.recordMetadata().orElseThrow();
    Letters letters = new Letters("host desk", place, record.key(), record::value);
    try {
      UnitEvent event = Wire.UNIT_EVENT.decode(record.value());
      for (Signal signal : judge(event, record.timestamp(), place, letters)) {
        // Without the record's own headers: they may be of any size, and each signal would carry
        // them.
        out.forward(new Record<>(family(signal), Judged.of(signal), record.timestamp()));
      }
    } catch (MalformedEventException e) {
      letters.add(String.valueOf(e.getMessage()));
    } catch (NotJudgedException e) {
      letters.add(e);
    }
    for (Judged<Signal> letter : letters.<Signal>written()) {
      out.forward(new Record<>("", letter, record.timestamp()));
    }
  }

  private List<Signal> judge(UnitEvent event, long timestamp, RecordMetadata place, Letters letters)
      throws NotJudgedException {
    Instant appended = Instant.ofEpochMilli(timestamp);
    rules.moveTo(appended);
    SafeDesk<HostDesk> to = requireNonNull(desk);
    if (event.type() == EventType.TICK) {
      figures.tick(appended);
      return to.judge(d -> d.tick(place.partition(), partitions, appended), letters::add);
    }
    String standsAt = place.partition() + ":" + place.offset();
    HostDesk.Outcome outcome = to.judge(d -> d.accept(event, appended, standsAt), letters::add);
    figures.judged(outcome.verdict());
    return outcome.signals();
  }

  private static String family(Signal signal) {
    String family = signal.family();
    return family == null ? "" : family;
  }
}
