package dev.groundhog.ctl.ask;

import dev.groundhog.ctl.incidents.Incidents;
import dev.groundhog.ctl.incidents.NotFoundException;
import dev.groundhog.ctl.log.KafkaSource;
import dev.groundhog.events.Topic;
import dev.groundhog.runtime.kafka.Topics;
import dev.groundhog.runtime.settings.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Builds the read model from the topics as they stand now, for a command that ends. */
final class ReadModel {
  /** All of them: the one that is asked for may be of last spring. */
  private static final int ALL = 1_000_000;

  private final KafkaSource source;
  private final Incidents incidents = new Incidents(ALL);

  /**
   * @throws IllegalStateException if there is no broker, or nothing of ours on it
   */
  ReadModel(Settings settings) throws InterruptedException {
    this.source = new KafkaSource(settings);
    Optional<String> trouble =
        Topics.look(settings, List.of(Topic.ALERTS, Topic.INCIDENTS, Topic.CONTROL));
    if (trouble.isPresent()) throw new IllegalStateException("Kafka: " + trouble.get() + ".");
    source.whole(Topic.INCIDENTS, incidents::take);
    source.whole(Topic.CONTROL, incidents::take);
    // The sink makes it when it first runs, and there need not be one.
    boolean told = Topics.look(settings, List.of(Topic.DELIVERIES)).isEmpty();
    if (told) source.whole(Topic.DELIVERIES, incidents::take);
  }

  Incidents incidents() {
    return incidents;
  }

  /**
   * The one that is meant, with its history.
   *
   * @return its id
   * @throws NotFoundException if none or several are meant
   */
  String withHistory(String part, Instant now) {
    String id = incidents.detail(part, now).alert().incident();
    source.whole(
        Topic.ALERTS,
        record -> {
          if (id.equals(record.key())) incidents.take(record);
        });
    return id;
  }
}
