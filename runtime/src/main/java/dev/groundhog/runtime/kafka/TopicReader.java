package dev.groundhog.runtime.kafka;

import dev.groundhog.runtime.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads a topic as it stands now, from its beginning to its present end. */
public final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(200);

  /** As long as the client waits for an answer to a question. */
  private static final Duration SILENT = Duration.ofSeconds(10);

  private TopicReader() {}

  /**
   * @param topic small enough for memory: control events, deliveries
   * @return committed records by partition and offset; those without a value too
   */
  public static List<ConsumerRecord<String, byte[]>> readAll(Settings settings, String topic) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    forEach(settings, topic, records::add);
    return records;
  }

  /**
   * The same, one record after the other, for topics of any size.
   *
   * @throws TimeoutException if no broker answers, or the topic's broker says nothing for 10 s
   *     before the end: to a consumer that is gone looks like one that has nothing new
   */
  public static void forEach(
      Settings settings, String topic, Consumer<ConsumerRecord<String, byte[]>> reader) {
    Map<String, Object> client = KafkaSettings.consumer(settings);
    client.put("default.api.timeout.ms", "10000");
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(client)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      toEnd(consumer, reader);
    }
  }

  /**
   * Reads on, from wherever the consumer stands, to where its partitions end now.
   *
   * @param consumer with partitions assigned; stays open
   * @throws TimeoutException as {@link #forEach}
   */
  public static <K, V> void toEnd(
      org.apache.kafka.clients.consumer.Consumer<K, V> consumer,
      Consumer<ConsumerRecord<K, V>> reader) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    long left = left(consumer, ends);
    long heard = System.nanoTime();
    while (left > 0) {
      consumer.poll(POLL).forEach(reader);
      long before = left;
      left = left(consumer, ends);
      if (left < before) heard = System.nanoTime();
      else if (System.nanoTime() - heard > SILENT.toNanos()) {
        throw new TimeoutException(
            "%s: %d records from its end nothing came for %d s"
                .formatted(ends.keySet(), left, SILENT.toSeconds()));
      }
    }
  }

  /** Offsets up to the ends; records that were aborted or compacted away count too. */
  private static long left(
      org.apache.kafka.clients.consumer.Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
        .sum();
  }
}
