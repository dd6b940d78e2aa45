package dev.groundhog.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.groundhog.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes and reads topics with plain clients, as a person would with kcat. */
public final class TopicClient implements AutoCloseable {
  private final String bootstrapServers;
  private final KafkaProducer<String, byte[]> producer;

  public TopicClient(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    // What a hostile record of 5 MB needs to get past the client.
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "compression.type",
            "gzip",
            "max.request.size",
            20_000_000,
            "buffer.memory",
            64_000_000);
    producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /** An event with nothing but what is required, plus when and how. */
  void crash(String host, String unit) throws Exception {
    write(
        host,
        """
        {"type":"stopped","host":"%s","unit":"%s","at":"%s","result":"signal"}\
        """
            .formatted(host, unit, Instant.now()));
  }

  void write(String key, String value) throws Exception {
    write(Topic.UNIT_EVENTS, key, value.getBytes(UTF_8));
  }

  void write(Topic topic, String key, byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(topic.topicName(), key, value)).get(10, TimeUnit.SECONDS);
  }

  /** One record to each partition. */
  @SuppressWarnings("FutureReturnValueIgnored") // the next round says more
  void toAll(Topic topic, byte[] value) {
    for (PartitionInfo each : producer.partitionsFor(topic.topicName())) {
      producer.send(new ProducerRecord<>(each.topic(), each.partition(), (String) null, value));
    }
  }

  /** All committed records that stand on the topic now, partition by partition. */
  public List<ConsumerRecord<String, byte[]>> read(Topic topic) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.topicName()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(all::add);
      }
    }
    return all;
  }

  /** What stands on the topics, for the message of a test that waited in vain. */
  public String story() {
    StringBuilder story = new StringBuilder("what stands on the topics:");
    for (Topic topic :
        List.of(Topic.UNIT_EVENTS, Topic.ALERTS, Topic.DELIVERIES, Topic.DEAD_LETTERS)) {
      story.append("\n").append(topic.topicName());
      for (ConsumerRecord<String, byte[]> r : read(topic)) {
        String value = r.value() == null ? "" : new String(r.value(), UTF_8);
        if (value.contains("\"tick\"")) continue;
        story.append("\n  ").append(Instant.ofEpochMilli(r.timestamp())).append(' ');
        story.append(value, 0, Math.min(value.length(), 400));
      }
    }
    return story.toString();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
