package dev.groundhog.streams;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a desk's processor sends on: something the desk made, or a dead letter.
 *
 * @param result null in a dead letter
 * @param letter null unless the record could not be processed
 */
record Judged<V>(@Nullable V result, @Nullable ProducerRecord<byte[], byte[]> letter) {

  static <V> Judged<V> of(V result) {
    return new Judged<>(result, null);
  }

  static <V> Judged<V> dead(ProducerRecord<byte[], byte[]> letter) {
    return new Judged<>(null, letter);
  }
}
