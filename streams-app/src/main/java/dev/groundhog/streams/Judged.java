package dev.groundhog.streams;

import dev.groundhog.engine.signal.Signal;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the host desk's processor made of one record: signals, or a dead letter.
 *
 * @param letter null unless the record could not be processed
 */
record Judged(List<Signal> signals, @Nullable ProducerRecord<byte[], byte[]> letter) {

  static Judged of(List<Signal> signals) {
    return new Judged(signals, null);
  }

  static Judged dead(ProducerRecord<byte[], byte[]> letter) {
    return new Judged(List.of(), letter);
  }
}
