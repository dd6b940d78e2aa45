package dev.groundhog.runtime.kafka;

import dev.groundhog.events.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What could not be processed, as it goes to the dead letters: the original key, at most {@link
 * #MAX_VALUE} of the original value, and in headers why, and where the whole of it stands.
 *
 * <p>Cut, because a record of 5 MB that compresses well passes the broker's limit once, but its
 * uncompressed copy would not, and the dead letter would then stop the stream that it should save.
 */
public final class DeadLetter {
  /** 256 KiB, a quarter of Kafka's default limit for a record. */
  public static final int MAX_VALUE = 256 * 1024;

  private static final int MAX_REASON = 1000;

  private DeadLetter() {}

  /**
   * @param reason why it could not be processed, for a person
   */
  public static ProducerRecord<byte[], byte[]> of(
      ConsumerRecord<byte[], byte[]> original, String reason) {
    return of(
        original.topic(),
        original.partition(),
        original.offset(),
        original.key(),
        original.value(),
        reason);
  }

  public static ProducerRecord<byte[], byte[]> of(
      String topic,
      int partition,
      long offset,
      byte @Nullable [] key,
      byte @Nullable [] value,
      String reason) {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(Topic.DEAD_LETTERS.topicName(), cut(key, 1000), cut(value, MAX_VALUE));
    header(letter, "groundhog.reason", reason.substring(0, Math.min(reason.length(), MAX_REASON)));
    header(letter, "groundhog.topic", topic);
    header(letter, "groundhog.partition", Integer.toString(partition));
    header(letter, "groundhog.offset", Long.toString(offset));
    header(letter, "groundhog.size", Integer.toString(value == null ? 0 : value.length));
    return letter;
  }

  private static byte @Nullable [] cut(byte @Nullable [] bytes, int max) {
    return bytes == null || bytes.length <= max ? bytes : Arrays.copyOf(bytes, max);
  }

  private static void header(ProducerRecord<byte[], byte[]> letter, String name, String value) {
    letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
