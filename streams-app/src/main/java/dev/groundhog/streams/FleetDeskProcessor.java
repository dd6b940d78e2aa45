package dev.groundhog.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.groundhog.engine.fleet.FleetDesk;
import dev.groundhog.events.Alert;
import dev.groundhog.runtime.kafka.CloudEvents;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Gives revisions to the fleet desk and what it alerts to the topics. A revision that the desk
 * throws on becomes a dead letter.
 */
final class FleetDeskProcessor implements Processor<String, Alert, String, Judged<Alert>> {
  private final RulesOfRecord rules;
  private final Figures figures;
  private @Nullable ProcessorContext<String, Judged<Alert>> context;
  private @Nullable SafeDesk<FleetDesk> desk;

  FleetDeskProcessor(RulesOfRecord rules, Figures figures) {
    this.rules = rules;
    this.figures = figures;
  }

  @Override
  public void init(ProcessorContext<String, Judged<Alert>> context) {
    this.context = context;
    this.desk =
        new SafeDesk<>(
            draft -> new FleetDesk(Stores.fleetTables(context, draft), rules),
            Stores.fleetAgenda(context));
  }

  @Override
  public void process(Record<String, Alert> record) {
    ProcessorContext<String, Judged<Alert>> out = requireNonNull(context);
    RecordMetadata place = out.recordMetadata().orElseThrow();
    Letters letters =
        new Letters(
            "fleet desk",
            place,
            record.key().getBytes(UTF_8),
            () -> JsonSerde.bytes(record.value()));
    rules.moveTo(record.value().at());
    try {
      List<Alert> alerts = requireNonNull(desk).judge(d -> d.accept(record.value()), letters::add);
      for (Alert alert : alerts) {
        figures.alerted(alert.reason());
        out.forward(
            new Record<>(alert.incident(), Judged.of(alert), record.timestamp(), headers(alert)));
      }
    } catch (NotJudgedException e) {
      letters.add(e);
    }
    for (Judged<Alert> letter : letters.<Alert>written()) {
      out.forward(new Record<>("", letter, record.timestamp()));
    }
  }

  private static RecordHeaders headers(Alert alert) {
    RecordHeaders headers = new RecordHeaders();
    CloudEvents.stamp(
        headers,
        alert.incident() + '#' + alert.revision(),
        "dev.groundhog.alert.v1",
        "/groundhog/streams-app",
        alert.at());
    return headers;
  }
}
