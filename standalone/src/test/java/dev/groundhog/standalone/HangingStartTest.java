package dev.groundhog.standalone;

import static org.awaitility.Awaitility.await;

import dev.groundhog.events.Topic;
import dev.groundhog.runtime.kafka.Topics;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.standalone.broker.EmbeddedBroker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HangingStartTest {
  @TempDir Path data;

  @Test
  void it_becomes_ready_although_a_hanging_transaction_holds_back_the_committed_offsets()
      throws Exception {
    leaveOffsetsOfStreamsHanging();
    var out = new ByteArrayOutputStream();
    Settings settings =
        Settings.of(
            Map.of("standalone.data", data.toString(), "standalone.port", "0", "http.port", "off"));
    try (Standalone standalone =
        Standalone.start(settings, new PrintStream(out, true, StandardCharsets.UTF_8))) {
      CompletableFuture<Void> waiting =
          CompletableFuture.runAsync(
              () -> {
                try {
                  standalone.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> out.toString(StandardCharsets.UTF_8).contains("groundhog ready"));
      waiting.cancel(true);
    }
  }

  private void leaveOffsetsOfStreamsHanging() throws Exception {
    Path log = data.resolve("kafka");
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, log)) {
      Map<String, Object> client =
          Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "t");
      new Topics(
              Settings.of(
                  Map.of(
                      "kafka.bootstrap.servers",
                      broker.bootstrapServers(),
                      "topics.events.partitions",
                      "3")))
          .ensure(EnumSet.allOf(Topic.class));
      var vanishing = new KafkaProducer<>(client, new StringSerializer(), new StringSerializer());
      vanishing.initTransactions();
      vanishing.beginTransaction();
      vanishing.sendOffsetsToTransaction(
          Map.of(new TopicPartition(Topic.UNIT_EVENTS.topicName(), 0), new OffsetAndMetadata(0)),
          streamsGroup(broker));
      broker.close(); // first, so that nobody can abort it
      vanishing.close(Duration.ZERO);
    }
    // The coordinator forgets it: nobody will ever end it.
    Path coordinator = log.resolve("__transaction_state-0");
    try (Stream<Path> files = Files.list(coordinator)) {
      for (Path file : files.toList()) Files.delete(file);
    }
    Files.delete(coordinator);
  }

  private static ConsumerGroupMetadata streamsGroup(EmbeddedBroker broker) {
    Map<String, Object> client =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "group.id", "groundhog");
    try (var outsider =
        new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
      return outsider.groupMetadata();
    }
  }
}
