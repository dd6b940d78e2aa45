package dev.groundhog.streams;

import static java.util.Objects.requireNonNull;

import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.events.Alert;
import java.util.function.Supplier;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives signals to the unit desk and its revisions to the fleet desk. */
final class UnitDeskProcessor implements Processor<String, Signal, String, Alert> {
  private static final Logger log = LoggerFactory.getLogger(UnitDeskProcessor.class);

  private final Supplier<Rules> rules;
  private final Figures figures;
  private @Nullable ProcessorContext<String, Alert> context;
  private @Nullable UnitDesk desk;

  UnitDeskProcessor(Supplier<Rules> rules, Figures figures) {
    this.rules = rules;
    this.figures = figures;
  }

  @Override
  public void init(ProcessorContext<String, Alert> context) {
    this.context = context;
    this.desk = new UnitDesk(Stores.unitTables(context), rules);
  }

  @Override
  public void process(Record<String, Signal> record) {
    try {
      UnitDesk.Outcome outcome = requireNonNull(desk).accept(record.value());
      figures.filed(outcome.filed().size());
      for (Alert revision : outcome.revisions()) {
        requireNonNull(context).forward(record.withKey(revision.incident()).withValue(revision));
      }
    } catch (StreamsException e) {
      // Not of this signal's making (a lost task, a broken store): the thread must hear of it.
      throw e;
    } catch (RuntimeException e) {
      // A bug of ours must cost one signal and not the pipeline.
      figures.bug();
      log.error("a signal of {} could not be judged", record.key(), e);
    }
  }
}
