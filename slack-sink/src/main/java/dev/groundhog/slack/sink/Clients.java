package dev.groundhog.slack.sink;

import dev.groundhog.runtime.kafka.KafkaSettings;
import dev.groundhog.runtime.settings.Settings;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's clients as the sink needs them; an interface so that tests can run without a broker. */
interface Clients {
  /** The group that lets one sink at a time be active. */
  String GROUP = "groundhog-slack-sink";

  /** A member of the group. */
  Consumer<byte[], byte[]> incidents();

  /** Reads by itself, without the group. */
  Consumer<byte[], byte[]> deliveries();

  /** The same, for what people say. */
  Consumer<byte[], byte[]> control();

  Producer<byte[], byte[]> producer();

  /** Clients of the broker that the settings name. */
  static Clients of(Settings settings) {
    // Else it would be found out only by the sink that tells, again and again.
    KafkaSettings.check(telling(settings));
    return new Clients() {
      @Override
      public Consumer<byte[], byte[]> incidents() {
        Map<String, Object> config = KafkaSettings.consumer(settings);
        config.put("group.id", GROUP);
        // A sink that was killed is replaced after 6 s, the least that brokers allow by default.
        config.putIfAbsent("session.timeout.ms", "6000");
        config.putIfAbsent("heartbeat.interval.ms", "2000");
        return new KafkaConsumer<>(
            config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      }

      @Override
      public Consumer<byte[], byte[]> deliveries() {
        return new KafkaConsumer<>(
            KafkaSettings.consumer(settings),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
      }

      @Override
      public Consumer<byte[], byte[]> control() {
        return deliveries();
      }

      @Override
      public Producer<byte[], byte[]> producer() {
        Map<String, Object> config = telling(settings);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
      }
    };
  }

  private static Map<String, Object> telling(Settings settings) {
    Map<String, Object> config = KafkaSettings.producer(settings);
    config.put("transactional.id", GROUP);
    config.putIfAbsent("linger.ms", "0");
    return config;
  }
}
