package dev.groundhog.streams;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Picks the dead letters out of what was judged. */
final class DeadLetterProcessor<V> implements Processor<String, Judged<V>, byte[], byte[]> {
  private final Figures figures;
  private @Nullable ProcessorContext<byte[], byte[]> context;

  DeadLetterProcessor(Figures figures) {
    this.figures = figures;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
  }

  @Override
  public void process(Record<String, Judged<V>> record) {
    ProducerRecord<byte[], byte[]> letter = record.value().letter();
    if (letter == null) return;
    figures.deadLetter();
    requireNonNull(context)
        .forward(new Record<>(letter.key(), letter.value(), record.timestamp(), letter.headers()));
  }
}
