package dev.groundhog.streams;

import static java.util.Objects.requireNonNull;

import dev.groundhog.engine.fleet.FleetDesk;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.Alert;
import dev.groundhog.runtime.kafka.CloudEvents;
import java.util.function.Supplier;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Gives revisions to the fleet desk and what it alerts to the topics. */
final class FleetDeskProcessor implements Processor<String, Alert, String, Alert> {
  private final Supplier<Rules> rules;
  private final Figures figures;
  private @Nullable ProcessorContext<String, Alert> context;
  private @Nullable FleetDesk desk;

  FleetDeskProcessor(Supplier<Rules> rules, Figures figures) {
    this.rules = rules;
    this.figures = figures;
  }

  @Override
  public void init(ProcessorContext<String, Alert> context) {
    this.context = context;
    this.desk = new FleetDesk(Stores.fleetTables(context), rules);
  }

  @Override
  public void process(Record<String, Alert> record) {
    for (Alert alert : requireNonNull(desk).accept(record.value())) {
      figures.alerted(alert.reason());
      RecordHeaders headers = new RecordHeaders();
      CloudEvents.stamp(
          headers,
          alert.incident() + '#' + alert.revision(),
          "dev.groundhog.alert.v1",
          "/groundhog/streams-app",
          alert.at());
      requireNonNull(context)
          .forward(new Record<>(alert.incident(), alert, record.timestamp(), headers));
    }
  }
}
