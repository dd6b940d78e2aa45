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

/** Reads a topic as it stands now, from its beginning to its present end. */
public final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(200);

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

  /** The same, one record after the other, for topics of any size. */
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
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (!atEnd(consumer, ends)) consumer.poll(POLL).forEach(reader);
    }
  }

  private static boolean atEnd(
      KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
