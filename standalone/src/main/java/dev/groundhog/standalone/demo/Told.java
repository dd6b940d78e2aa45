package dev.groundhog.standalone.demo;

import dev.groundhog.events.Alert;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.EventType;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.kafka.KafkaSettings;
import dev.groundhog.runtime.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * What arrived, what the pipeline decided and what the sink told, as the topics say: read from the
 * beginning by a thread of its own, asked by the demo's.
 */
final class Told implements AutoCloseable {
  private final KafkaConsumer<String, byte[]> consumer;
  private final Thread reader = new Thread(this::read, "reads what was told");
  private final Set<String> startedOn = new HashSet<>();
  private final Map<String, Alert> incidents = new HashMap<>();
  private final Map<String, Delivery> deliveries = new HashMap<>();
  private final Map<Delivery.Action, Set<String>> calls = new HashMap<>();

  Told(String bootstrapServers) {
    var settings = Settings.of(Map.of("kafka.bootstrap.servers", bootstrapServers));
    consumer = new KafkaConsumer<>(KafkaSettings.consumer(settings));
    List<TopicPartition> partitions =
        Stream.of(Topic.UNIT_EVENTS, Topic.ALERTS, Topic.DELIVERIES)
            .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (consumer) {
      while (!Thread.currentThread().isInterrupted()) {
        for (ConsumerRecord<String, byte[]> r : consumer.poll(Duration.ofSeconds(1))) take(r);
      }
    } catch (WakeupException e) {
      // Closed.
    }
  }

  private synchronized void take(ConsumerRecord<String, byte[]> r) {
    try {
      if (r.topic().equals(Topic.UNIT_EVENTS.topicName())) {
        UnitEvent event = Wire.UNIT_EVENT.decode(r.value());
        if (event.type() == EventType.STARTING) startedOn.add(event.host());
      } else if (r.topic().equals(Topic.ALERTS.topicName())) {
        incidents.put(r.key(), Wire.ALERT.decode(r.value()));
      } else {
        Delivery delivery = Wire.DELIVERY.decode(r.value());
        deliveries.put(r.key(), delivery);
        delivery
            .intents()
            .forEach(i -> calls.computeIfAbsent(i.action(), a -> new HashSet<>()).add(i.id()));
      }
    } catch (MalformedEventException e) {
      throw new IllegalStateException(r.topic() + " has a record that is not ours", e);
    }
    notifyAll();
  }

  /** Waits until it is so; false if it is not within that time. */
  synchronized boolean await(Predicate<Told> so, Duration within) throws InterruptedException {
    long until = System.nanoTime() + within.toNanos();
    while (!so.test(this)) {
      long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (left <= 0) return false;
      wait(left);
    }
    return true;
  }

  /** On how many hosts a unit was seen to start. */
  synchronized int startedOn() {
    return startedOn.size();
  }

  /** How many incidents people were told of. */
  synchronized long incidentsTold() {
    return deliveries.values().stream().filter(d -> d.revision() > 0).count();
  }

  /** How many calls of one kind were made to Slack. */
  synchronized int calls(Delivery.Action action) {
    return calls.getOrDefault(action, Set.of()).size();
  }

  /** The incident, if there is exactly one. */
  synchronized Optional<Alert> incident() {
    return incidents.size() == 1 ? incidents.values().stream().findFirst() : Optional.empty();
  }

  /** How many incidents there are, told or not. */
  synchronized int incidents() {
    return incidents.size();
  }

  /** Whether people see the newest revision. */
  synchronized boolean isUpToDate() {
    return incidents.values().stream()
        .allMatch(alert -> isUpToDate(alert, deliveries.get(alert.incident())));
  }

  private static boolean isUpToDate(Alert alert, @Nullable Delivery seen) {
    return seen != null
        && seen.revision() >= alert.revision()
        && seen.newsRevision() >= alert.newsRevision()
        && seen.intents().isEmpty();
  }

  @Override
  public void close() {
    consumer.wakeup();
  }
}
