package dev.groundhog.streams;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Picks what a desk made out of what was judged. */
final class ResultProcessor<V> implements Processor<String, Judged<V>, String, V> {
  private @Nullable ProcessorContext<String, V> context;

  @Override
  public void init(ProcessorContext<String, V> context) {
    this.context = context;
  }

  @Override
  public void process(Record<String, Judged<V>> record) {
    V result = record.value().result();
    if (result != null) requireNonNull(context).forward(record.withValue(result));
  }
}
