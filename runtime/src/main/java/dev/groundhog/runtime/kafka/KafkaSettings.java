package dev.groundhog.runtime.kafka;

import dev.groundhog.runtime.settings.InvalidSettingException;
import dev.groundhog.runtime.settings.Settings;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;

/** The settings that go to Kafka's clients: every {@code kafka.*} one, without that prefix. */
public final class KafkaSettings {
  private static final String BROKERS = "kafka.bootstrap.servers";

  /** What Kafka's client can take apart, with an optional protocol and brackets around IPv6. */
  private static final Pattern ADDRESS =
      Pattern.compile("([0-9a-zA-Z._-]+://)?\\[?[0-9a-zA-Z._:%-]+]?:[0-9]{1,5}");

  private KafkaSettings() {}

  /** Client settings; {@code kafka.bootstrap.servers} defaults to this machine. */
  public static Map<String, Object> client(Settings settings) {
    Map<String, Object> client = new TreeMap<>();
    client.put("bootstrap.servers", "127.0.0.1:9092");
    // Pushed client metrics have no receiver here.
    client.put("enable.metrics.push", "false");
    client.putAll(settings.withPrefix("kafka."));
    settings.text(BROKERS).ifPresent(KafkaSettings::checkAddresses);
    return client;
  }

  private static void checkAddresses(String found) {
    for (String address : found.split(",", -1)) {
      if (!ADDRESS.matcher(address.strip()).matches()) {
        throw new InvalidSettingException(
            BROKERS,
            "HOST:PORT, or several with commas",
            '"' + found + '"',
            "Nothing was started.");
      }
    }
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

  /**
   * Has Kafka's client look at a producer's settings before anything is started.
   *
   * @throws InvalidSettingException in the client's words, which hide passwords
   */
  public static void check(Map<String, Object> producer) {
    try {
      new ProducerConfig(producer);
    } catch (ConfigException e) {
      String words = String.valueOf(e.getMessage());
      Matcher named = Pattern.compile("configuration ([a-z.]+)").matcher(words);
      throw new InvalidSettingException(
          "kafka." + (named.find() ? named.group(1) : "*"),
          "what Kafka's client takes",
          '"' + words + '"',
          "Nothing was started.");
    }
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
