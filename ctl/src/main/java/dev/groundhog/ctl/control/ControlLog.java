package dev.groundhog.ctl.control;

import dev.groundhog.events.Alert;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.MuteTimes;
import dev.groundhog.events.Silences;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.kafka.CloudEvents;
import dev.groundhog.runtime.kafka.KafkaSettings;
import dev.groundhog.runtime.kafka.TopicReader;
import dev.groundhog.runtime.kafka.Topics;
import dev.groundhog.runtime.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The control topic, and the incidents that people speak of. With a broker that is away each call
 * ends within 15 s: 5 s for a look, 8 s for a confirmation, and something for closing.
 */
public final class ControlLog {
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final Settings settings;

  public ControlLog(Settings settings) {
    this.settings = settings;
  }

  /**
   * Appends an event; returns when all brokers that must have it do.
   *
   * @throws NotDoneException if that was not confirmed
   */
  public void write(ControlEvent event) throws InterruptedException {
    require(Topic.CONTROL);
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(Topic.CONTROL.topicName(), event.id(), Wire.CONTROL.encode(event));
    CloudEvents.stamp(
        record.headers(),
        event.id() + '@' + event.at(),
        "dev.groundhog.control.v1",
        "/groundhog/ctl",
        event.at());
    KafkaProducer<String, byte[]> producer = new KafkaProducer<>(producer());
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new NotDoneException(
          "Kafka at %s did not confirm it (%s). It may or may not have been written."
              .formatted(servers(), cause.getMessage()));
    } finally {
      producer.close(CLOSING);
    }
  }

  private Map<String, Object> producer() {
    Map<String, Object> client = KafkaSettings.producer(settings);
    // Whatever holds for other programs: "done" is said of what cannot get lost.
    client.put("acks", "all");
    client.put("linger.ms", "0");
    client.put("max.block.ms", "5000");
    client.put("request.timeout.ms", "4000");
    client.put("delivery.timeout.ms", "8000");
    return client;
  }

  /** All silences as they stand at this moment. */
  Silences silences() throws InterruptedException {
    return Silences.of(events());
  }

  /** What was said of channels, as it stands at this moment. */
  MuteTimes muteTimes() throws InterruptedException {
    MuteTimes times = MuteTimes.NONE;
    for (ControlEvent event : events()) times = times.with(event);
    return times;
  }

  private List<ControlEvent> events() throws InterruptedException {
    require(Topic.CONTROL);
    List<ControlEvent> events = new ArrayList<>();
    TopicReader.forEach(
        settings,
        Topic.CONTROL.topicName(),
        record -> {
          try {
            events.add(Wire.CONTROL.decode(record.value()));
          } catch (MalformedEventException e) {
            // Nobody else understands it either; it says nothing.
          }
        });
    return events;
  }

  /** The newest revision of each incident whose id is asked for. */
  List<Alert> incidents(Predicate<String> ids) throws InterruptedException {
    require(Topic.INCIDENTS);
    Map<String, Alert> newest = new TreeMap<>();
    TopicReader.forEach(
        settings,
        Topic.INCIDENTS.topicName(),
        record -> {
          if (record.key() == null || !ids.test(record.key())) return;
          try {
            if (record.value() == null) newest.remove(record.key());
            else newest.put(record.key(), Wire.ALERT.decode(record.value()));
          } catch (MalformedEventException e) {
            // It is no incident, and the sink has said so.
          }
        });
    return List.copyOf(newest.values());
  }

  private void require(Topic topic) throws InterruptedException {
    Optional<String> trouble = Topics.look(settings, List.of(topic));
    if (trouble.isEmpty()) return;
    throw new NotDoneException(
        "Kafka at %s: %s. Nothing was written.".formatted(servers(), trouble.get()));
  }

  private Object servers() {
    return KafkaSettings.client(settings).getOrDefault("bootstrap.servers", "");
  }
}
