package dev.groundhog.standalone.host;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import dev.groundhog.events.EventType;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The unit events of one host, read as they come; used by one thread. */
final class HostEvents implements AutoCloseable {
  private final KafkaConsumer<String, byte[]> consumer;
  private final String host;
  private final List<UnitEvent> seen = new ArrayList<>();
  private final IdentityHashMap<UnitEvent, Instant> arrived = new IdentityHashMap<>();

  HostEvents(String bootstrapServers, String host) {
    String topic = Topic.UNIT_EVENTS.topicName();
    this.host = host;
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    await().atMost(Duration.ofSeconds(30)).until(() -> !consumer.partitionsFor(topic).isEmpty());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** All of this host so far, in the order of its partition. */
  List<UnitEvent> all() {
    consumer
        .poll(Duration.ofMillis(100))
        .forEach(
            record -> {
              if (!host.equals(record.key())) return;
              UnitEvent event = decoded(record.value());
              seen.add(event);
              arrived.put(event, Instant.ofEpochMilli(record.timestamp()));
            });
    return List.copyOf(seen);
  }

  /** All that stand on the topic now. */
  List<UnitEvent> untilNothingMore() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      all();
    }
    return List.copyOf(seen);
  }

  /** When the broker took one of the events of {@link #all}. */
  Instant arrivalOf(UnitEvent event) {
    return requireNonNull(arrived.get(event));
  }

  /** A unit's events of one type, of all that stand on the topic now. */
  List<UnitEvent> of(EventType type, String unit) {
    return untilNothingMore().stream()
        .filter(e -> e.type() == type && unit.equals(e.unit()))
        .toList();
  }

  private static UnitEvent decoded(byte[] value) {
    try {
      return Wire.UNIT_EVENT.decode(value);
    } catch (MalformedEventException e) {
      throw new AssertionError("an agent wrote what is no event", e);
    }
  }

  /** Waits for the first event that is so. */
  UnitEvent first(String what, Duration within, Predicate<UnitEvent> isSo) {
    return await(what)
        .atMost(within)
        .until(() -> all().stream().filter(isSo).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  /** Waits for a unit's first event of a type. */
  UnitEvent firstOf(EventType type, String unit) {
    return first(
        type.word() + " of " + unit,
        Duration.ofSeconds(30),
        e -> e.type() == type && unit.equals(e.unit()));
  }

  /** Waits for a unit's first stop. */
  UnitEvent stopOf(String unit) {
    return firstOf(EventType.STOPPED, unit);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
