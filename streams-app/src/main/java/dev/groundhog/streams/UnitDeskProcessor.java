package dev.groundhog.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.groundhog.engine.signal.Signal;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.events.Alert;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Gives signals to the unit desk and its revisions to the fleet desk. A signal that the desk throws
 * on becomes a dead letter with all of it, because the topic of signals is emptied behind the desk.
 */
final class UnitDeskProcessor implements Processor<String, Signal, String, Judged<Alert>> {
  private final RulesOfRecord rules;
  private final Figures figures;
  private @Nullable ProcessorContext<String, Judged<Alert>> context;
  private @Nullable SafeDesk<UnitDesk> desk;

  UnitDeskProcessor(RulesOfRecord rules, Figures figures) {
    this.rules = rules;
    this.figures = figures;
  }

  @Override
  public void init(ProcessorContext<String, Judged<Alert>> context) {
    this.context = context;
    this.desk =
        new SafeDesk<>(
            draft -> new UnitDesk(Stores.unitTables(context, draft), rules),
            Stores.unitAgenda(context));
  }

  @Override
  public void process(Record<String, Signal> record) {
    ProcessorContext<String, Judged<Alert>> out = requireNonNull(context);
    RecordMetadata place = out.recordMetadata().orElseThrow();
    Letters letters =
        new Letters(
            "unit desk",
            place,
            record.key().getBytes(UTF_8),
            () -> JsonSerde.bytes(record.value()));
    rules.moveTo(record.value().appended());
    try {
      UnitDesk.Outcome outcome =
          requireNonNull(desk).judge(d -> d.accept(record.value()), letters::add);
      figures.filed(outcome.filed().size());
      for (Alert revision : outcome.revisions()) {
        out.forward(new Record<>(revision.incident(), Judged.of(revision), record.timestamp()));
      }
    } catch (NotJudgedException e) {
      letters.add(e);
    }
    for (Judged<Alert> letter : letters.<Alert>written()) {
      out.forward(new Record<>("", letter, record.timestamp()));
    }
  }
}
