package dev.groundhog.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On real brokers. A lost marker is made by putting back a partition's files as they were before
 * it; a coordinator that forgot, by taking away its log.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HangingTransactionsTest {
  private static final TopicPartition FACTS = new TopicPartition("facts", 0);
  private static final TopicPartition OTHER = new TopicPartition("other", 0);

  @TempDir Path data;
  @TempDir Path aside;

  @Test
  void a_transaction_whose_marker_was_lost_is_aborted_and_readers_go_on() throws Exception {
    leaveOneOpen();
    copy(data.resolve("facts-0"), aside.resolve("facts-0"));
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, data);
        var next = transactional(broker, "t")) {
      next.initTransactions(); // aborts what its predecessor left open
      assertThat(read(broker, FACTS)).containsExactly("after");
    }
    delete(data.resolve("facts-0"));
    copy(aside.resolve("facts-0"), data.resolve("facts-0"));
    healsTheOneThatHangs("the coordinator has its producer");
  }

  @Test
  void a_transaction_that_the_coordinator_forgot_is_aborted_and_readers_go_on() throws Exception {
    leaveOneOpen();
    delete(data.resolve("__transaction_state-0"));
    healsTheOneThatHangs("the coordinator does not know");
  }

  @Test
  void a_live_transaction_is_left_alone_and_still_commits() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, data);
        var live = transactional(broker, "live")) {
      create(broker);
      live.initTransactions();
      for (String value : List.of("first", "second")) { // the second at another epoch
        live.beginTransaction();
        live.send(new ProducerRecord<>(FACTS.topic(), value)).get();
        assertThat(HangingTransactions.abortAll(broker.bootstrapServers())).isZero();
        live.commitTransaction();
      }
      assertThat(read(broker, FACTS)).containsExactly("first", "second");
    }
  }

  @Test
  void a_broker_that_is_not_there_is_no_error() throws Exception {
    assertThat(HangingTransactions.abortAll("127.0.0.1:" + Ports.pick())).isZero();
  }

  /** A fresh broker, stopped, that holds one transaction open on {@link #FACTS}. */
  private void leaveOneOpen() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, data)) {
      create(broker);
      var vanishing = transactional(broker, "t");
      vanishing.initTransactions();
      vanishing.beginTransaction();
      vanishing.send(new ProducerRecord<>(FACTS.topic(), "never committed")).get();
      try (var plain = producer(broker, Map.of())) {
        plain.send(new ProducerRecord<>(FACTS.topic(), "after")).get();
      }
      broker.close(); // first, so that nobody can abort it
      vanishing.close(Duration.ZERO);
    }
  }

  private void healsTheOneThatHangs(String why) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, data);
        var live = transactional(broker, "live")) {
      live.initTransactions();
      live.beginTransaction();
      live.send(new ProducerRecord<>(OTHER.topic(), "live")).get();
      assertThat(end(broker, FACTS)).as("readers are stopped at its start").isZero();
      assertThat(HangingTransactions.abortAll(broker.bootstrapServers())).as(why).isEqualTo(1);
      assertThat(read(broker, FACTS)).containsExactly("after");
      live.commitTransaction();
      assertThat(read(broker, OTHER)).containsExactly("live");
      assertThat(HangingTransactions.abortAll(broker.bootstrapServers())).isZero();
    }
  }

  private static void create(EmbeddedBroker broker) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(
              Stream.of(FACTS, OTHER)
                  .map(p -> new NewTopic(p.topic(), Optional.of(1), Optional.empty()))
                  .toList())
          .all()
          .get();
    }
  }

  private static KafkaProducer<String, String> transactional(EmbeddedBroker broker, String id) {
    return producer(broker, Map.of("transactional.id", id));
  }

  private static KafkaProducer<String, String> producer(
      EmbeddedBroker broker, Map<String, Object> more) {
    var config = new HashMap<String, Object>(more);
    config.put("bootstrap.servers", broker.bootstrapServers());
    return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
  }

  private static KafkaConsumer<String, String> consumer(EmbeddedBroker broker) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest");
    return new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
  }

  /** Where read_committed readers end now. */
  private static long end(EmbeddedBroker broker, TopicPartition partition) {
    try (var consumer = consumer(broker)) {
      return consumer.endOffsets(List.of(partition)).getOrDefault(partition, -1L);
    }
  }

  /** What is committed, once there is anything; an error if there is not within 10 s. */
  private static List<String> read(EmbeddedBroker broker, TopicPartition partition) {
    try (var consumer = consumer(broker)) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      List<String> values = new ArrayList<>();
      Awaitility.await()
          .pollInSameThread()
          .atMost(Duration.ofSeconds(10))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(r -> values.add(r.value()));
                long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, -1L);
                return !values.isEmpty() && consumer.position(partition) >= end;
              });
      return values;
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) Files.copy(file, to.resolve(file.getFileName()));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) Files.delete(file);
    }
    Files.delete(folder);
  }
}
