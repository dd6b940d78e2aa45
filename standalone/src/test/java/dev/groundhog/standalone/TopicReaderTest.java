package dev.groundhog.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundhog.events.Topic;
import dev.groundhog.runtime.kafka.KafkaSettings;
import dev.groundhog.runtime.kafka.TopicReader;
import dev.groundhog.runtime.kafka.Topics;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.standalone.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TopicReaderTest {
  private static final int RECORDS = 40;

  /** So large that a consumer cannot have fetched all of them when it shows the first. */
  private static final int SIZE = 500_000;

  @TempDir Path folder;

  @Test
  @Timeout(60)
  void a_broker_that_goes_away_while_it_is_read_is_not_waited_for_without_end() throws Exception {
    AtomicInteger read = new AtomicInteger();
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, folder)) {
      Settings settings = Settings.of(Map.of("kafka.bootstrap.servers", broker.bootstrapServers()));
      new Topics(settings).ensure(Set.of(Topic.CONTROL));
      write(settings);

      assertThatThrownBy(
              () ->
                  TopicReader.forEach(
                      settings,
                      Topic.CONTROL.topicName(),
                      record -> {
                        if (read.getAndIncrement() == 0) broker.close();
                      }))
          .isInstanceOf(TimeoutException.class)
          .hasMessageContaining("records from its end nothing came for 10 s");
      assertThat(read).hasValueLessThan(RECORDS);
    }
  }

  private static void write(Settings settings) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(KafkaSettings.producer(settings))) {
      for (int i = 0; i < RECORDS; i++) {
        producer.send(new ProducerRecord<>(Topic.CONTROL.topicName(), "x", new byte[SIZE])).get();
      }
    }
  }
}
