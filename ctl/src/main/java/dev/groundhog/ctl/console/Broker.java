package dev.groundhog.ctl.console;

import dev.groundhog.runtime.kafka.KafkaSettings;
import dev.groundhog.runtime.settings.Settings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the feed asks of Kafka. One thread. Each question is answered, or fails, within 3 s. */
interface Broker extends AutoCloseable {
  /** As long as a question may take. */
  Duration ANSWER_WITHIN = Duration.ofSeconds(3);

  /** Without a group, and without topics yet. */
  Consumer<String, byte[]> consumer();

  /**
   * Those of these topics that there are, with the id that each got when it was made: one of the
   * same name that was made later has another.
   *
   * @throws KafkaException if the broker does not say
   */
  Map<String, Uuid> ids(Collection<String> topics);

  @Override
  void close();

  /** The one of the settings. */
  static Broker of(Settings settings) {
    return new Kafka(settings);
  }

  /** The real one. */
  final class Kafka implements Broker {
    private final Consumer<String, byte[]> consumer;
    private final Admin admin;

    private Kafka(Settings settings) {
      this.consumer = new KafkaConsumer<>(impatient(KafkaSettings.consumer(settings)));
      try {
        this.admin = Admin.create(impatient(KafkaSettings.client(settings)));
      } catch (KafkaException e) {
        consumer.close();
        throw e;
      }
    }

    private static Map<String, Object> impatient(Map<String, Object> client) {
      client.put("default.api.timeout.ms", Long.toString(ANSWER_WITHIN.toMillis()));
      client.put("request.timeout.ms", "3000");
      client.put("reconnect.backoff.max.ms", "1000");
      return client;
    }

    @Override
    public Consumer<String, byte[]> consumer() {
      return consumer;
    }

    @Override
    public Map<String, Uuid> ids(Collection<String> topics) {
      Map<String, Uuid> ids = new HashMap<>();
      Map<String, KafkaFuture<TopicDescription>> answers =
          admin.describeTopics(topics).topicNameValues();
      for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
        try {
          ids.put(answer.getKey(), answer.getValue().get().topicId());
        } catch (InterruptedException e) {
          throw new InterruptException(e);
        } catch (ExecutionException e) {
          if (e.getCause() instanceof UnknownTopicOrPartitionException) continue;
          if (e.getCause() instanceof KafkaException known) throw known;
          throw new KafkaException(e.getCause());
        }
      }
      return ids;
    }

    @Override
    public void close() {
      admin.close(Duration.ZERO);
      consumer.close();
    }
  }
}
