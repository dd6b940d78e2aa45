package dev.groundhog.streams.rules;

import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.ControlEventBuilder;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.kafka.CloudEvents;
import dev.groundhog.runtime.kafka.KafkaSettings;
import dev.groundhog.runtime.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The announcements of rules on the control topic, read from its beginning by every instance for
 * itself (no group), and written. For one thread.
 */
final class ControlTopic implements AutoCloseable {
  private static final TopicPartition CONTROL = new TopicPartition(Topic.CONTROL.topicName(), 0);

  /** Takes in one announcement. */
  interface Reader {
    void rules(Instant appended, String text);
  }

  private final Settings settings;
  private final Clock clock;
  private final KafkaConsumer<String, byte[]> consumer;

  ControlTopic(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    Map<String, Object> client = KafkaSettings.consumer(settings);
    client.put("client.id", "groundhog-rules");
    // No group, and so no place in one that a setting for the group's members may name.
    client.remove("group.instance.id");
    this.consumer = new KafkaConsumer<>(client);
    consumer.assign(List.of(CONTROL));
    consumer.seekToBeginning(List.of(CONTROL));
  }

  /** Reads on until this offset has been read. */
  void readTo(long offset, Reader reader) {
    while (consumer.position(CONTROL) < offset) poll(Duration.ofMillis(200), reader);
  }

  /** The offset behind the newest committed record. */
  long end() {
    return consumer.endOffsets(List.of(CONTROL)).getOrDefault(CONTROL, 0L);
  }

  void poll(Duration wait, Reader reader) {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(wait)) {
      try {
        ControlEvent event = Wire.CONTROL.decode(record.value());
        if (event.type() != ControlType.RULES) continue;
        String text = event.rules() == null ? "" : event.rules();
        reader.rules(Instant.ofEpochMilli(record.timestamp()), text);
      } catch (MalformedEventException e) {
        // Somebody else's mistake; it is not the rules.
      }
    }
  }

  /** Makes a {@link #poll} end at once; the one call that any thread may make. */
  void wakeUp() {
    consumer.wakeup();
  }

  /**
   * Appends rules; returns the offset behind them.
   *
   * @throws ExecutionException if the broker did not take them within 10 s
   */
  long announce(String text) throws ExecutionException, InterruptedException {
    ControlEvent event =
        ControlEventBuilder.builder()
            .id("rules")
            .type(ControlType.RULES)
            .at(clock.instant())
            .by("streams-app")
            .rules(text)
            .build();
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(CONTROL.topic(), event.id(), Wire.CONTROL.encode(event));
    CloudEvents.stamp(
        record.headers(),
        "rules@" + event.at(),
        "dev.groundhog.control.v1",
        "/groundhog/streams-app",
        event.at());
    Map<String, Object> client = KafkaSettings.producer(settings);
    client.put("max.block.ms", "5000");
    client.put("request.timeout.ms", "5000");
    client.put("delivery.timeout.ms", "10000");
    client.put("linger.ms", "0");
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(client)) {
      return producer.send(record).get().offset() + 1;
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
