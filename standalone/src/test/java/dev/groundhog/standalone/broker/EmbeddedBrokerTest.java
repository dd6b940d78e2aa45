package dev.groundhog.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Exit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EmbeddedBrokerTest {
  private static final TopicPartition FACTS = new TopicPartition("facts", 0);

  @TempDir Path data;

  @Test
  void what_was_written_is_there_after_a_restart_on_the_same_directory() throws Exception {
    int port;
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, data)) {
      port = broker.port();
      createFacts(broker.bootstrapServers());
      write(broker.bootstrapServers(), "before");
      broker.close();
    } // closes it a second time, which must not matter
    try (EmbeddedBroker broker = EmbeddedBroker.start(port, data)) {
      assertThat(broker.port()).isEqualTo(port);
      assertThat(read(broker.bootstrapServers(), 1)).containsExactly("before");
    }
  }

  @Test
  void what_was_written_is_there_after_kill_minus_nine() throws Exception {
    int port;
    try (BrokerProcess broker = BrokerProcess.start(0, data)) {
      port = broker.port();
      createFacts(broker.bootstrapServers());
      write(
          broker.bootstrapServers(),
          IntStream.range(0, 100).mapToObj(i -> "fact " + i).toArray(String[]::new));
      broker.kill();
    }
    long start = System.nanoTime();
    try (BrokerProcess broker = BrokerProcess.start(port, data)) {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertThat(read(broker.bootstrapServers(), 100)).hasSize(100).contains("fact 0", "fact 99");
      assertThat(took).isLessThan(Duration.ofSeconds(15));
    }
  }

  @Test
  void a_transaction_whose_writer_vanished_holds_up_readers_for_little_more_than_its_timeout()
      throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, data)) {
      String bootstrap = broker.bootstrapServers();
      createFacts(bootstrap);
      KafkaProducer<String, String> vanishing =
          producer(bootstrap, Map.of("transactional.id", "t", "transaction.timeout.ms", 1000));
      vanishing.initTransactions();
      vanishing.beginTransaction();
      vanishing.send(new ProducerRecord<>(FACTS.topic(), "never committed")).get();
      write(bootstrap, "committed");
      Awaitility.await()
          .atMost(Duration.ofSeconds(8))
          .untilAsserted(() -> assertThat(read(bootstrap, 1)).containsExactly("committed"));
      vanishing.close(Duration.ZERO);
    }
  }

  @Test
  void a_port_that_is_taken_is_named() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EmbeddedBroker.start(taken.getLocalPort(), data))
          .isInstanceOf(PortBusyException.class)
          .hasMessageContaining(Integer.toString(taken.getLocalPort()));
    }
  }

  @Test
  void a_directory_that_another_broker_uses_is_refused_and_this_process_lives_on()
      throws Exception {
    try (BrokerProcess first = BrokerProcess.start(0, data)) {
      assertThat(first.port()).isPositive();
      assertThatThrownBy(() -> EmbeddedBroker.start(0, data))
          .isInstanceOf(BrokerFailedException.class)
          .hasMessageContaining(data.toString());
    }
  }

  @Test
  void where_Kafka_would_end_the_process_the_broker_says_that_it_failed() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, data)) {
      assertThatThrownBy(() -> Exit.halt(1, "the log directory is gone"))
          .hasMessage("the log directory is gone");
      broker.await();
    }
  }

  @Test
  void nobody_but_this_machine_can_connect() {
    Map<String, String> config = new BrokerConfig(data, 1, 2).asProperties();
    assertThat(config.get("listeners"))
        .isEqualTo("PLAINTEXT://127.0.0.1:1,CONTROLLER://127.0.0.1:2");
    assertThat(config.get("advertised.listeners")).isEqualTo("PLAINTEXT://127.0.0.1:1");
  }

  private static void createFacts(String bootstrap) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin
          .createTopics(List.of(new NewTopic(FACTS.topic(), Optional.of(1), Optional.empty())))
          .all()
          .get();
    }
  }

  private static KafkaProducer<String, String> producer(
      String bootstrap, Map<String, Object> more) {
    var config = new HashMap<String, Object>(more);
    config.put("bootstrap.servers", bootstrap);
    return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
  }

  private static void write(String bootstrap, String... values) throws Exception {
    try (var producer = producer(bootstrap, Map.of())) {
      for (String value : values) producer.send(new ProducerRecord<>(FACTS.topic(), value)).get();
    }
  }

  /** Everything committed, once there are at least {@code count} or 5 s are over. */
  private static List<String> read(String bootstrap, int count) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(FACTS));
      consumer.seekToBeginning(List.of(FACTS));
      List<String> values = new ArrayList<>();
      long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      while (values.size() < count && System.nanoTime() < until) {
        for (ConsumerRecord<String, String> r : consumer.poll(Duration.ofMillis(200))) {
          values.add(r.value());
        }
      }
      return values;
    }
  }
}
