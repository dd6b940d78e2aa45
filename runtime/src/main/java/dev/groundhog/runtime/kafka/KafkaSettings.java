package dev.groundhog.runtime.kafka;

import dev.groundhog.runtime.settings.Settings;
import java.util.Map;
import java.util.TreeMap;

/** The settings that go to Kafka's clients: every {@code kafka.*} one, without that prefix. */
public final class KafkaSettings {
  private KafkaSettings() {}

  /** Client settings; {@code kafka.bootstrap.servers} defaults to this machine. */
  public static Map<String, Object> client(Settings settings) {
    Map<String, Object> client = new TreeMap<>();
    client.put("bootstrap.servers", "127.0.0.1:9092");
    // Pushed client metrics have no receiver here.
    client.put("enable.metrics.push", "false");
    client.putAll(settings.withPrefix("kafka."));
    return client;
  }

  /**
   * For a producer that must not lose what it was given: acknowledged by all in-sync replicas,
   * retried in order. The caller may put more over it.
   */
  public static Map<String, Object> producer(Settings settings) {
    Map<String, Object> producer = client(settings);
    producer.putIfAbsent("acks", "all");
    producer.putIfAbsent("enable.idempotence", "true");
    producer.put("key.serializer", "org.apache.kafka.common.serialization.StringSerializer");
    producer.put("value.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer");
    return producer;
  }

  /** For a consumer that sees only what was committed and says itself how far it has come. */
  public static Map<String, Object> consumer(Settings settings) {
    Map<String, Object> consumer = client(settings);
    consumer.put("isolation.level", "read_committed");
    consumer.put("enable.auto.commit", "false");
    consumer.putIfAbsent("auto.offset.reset", "earliest");
    consumer.put("allow.auto.create.topics", "false");
    consumer.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
    consumer.put(
        "value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
    return consumer;
  }
}
