package dev.groundhog.runtime.kafka;

import dev.groundhog.runtime.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads a small topic as it stands now, from its beginning to its present end. */
public final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(200);

  private TopicReader() {}

  /**
   * @param topic small enough for memory: control events, deliveries
   * @return committed records by partition and offset; those without a value too
   */
  public static List<ConsumerRecord<String, byte[]>> readAll(Settings settings, String topic) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    Map<String, Object> client = KafkaSettings.consumer(settings);
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(client)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (!atEnd(consumer, ends)) consumer.poll(POLL).forEach(records::add);
    }
    return records;
  }

  private static boolean atEnd(
      KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
