package dev.groundhog.standalone;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.groundhog.events.Topic;
import dev.groundhog.runtime.kafka.Topics;
import dev.groundhog.runtime.kafka.WrongTopicException;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.standalone.broker.BrokerProcess;
import dev.groundhog.standalone.broker.TestBroker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TopicsTest {
  private static final Set<Topic> ALL = EnumSet.allOf(Topic.class);

  @ParameterizedTest
  @EnumSource
  void all_topics_are_created_with_their_settings_and_found_again(TestBroker.Kind kind)
      throws Exception {
    try (TestBroker broker = TestBroker.start(kind);
        Admin admin = admin(broker.bootstrapServers())) {
      Settings settings = settings(broker.bootstrapServers());
      Map<Topic, Integer> made = new Topics(settings).ensure(ALL);

      assertThat(made.get(Topic.UNIT_EVENTS)).isEqualTo(12);
      for (Topic topic : ALL)
        assertThat(configOf(admin, topic)).containsAllEntriesOf(topic.config());
      assertThat(new Topics(settings).ensure(ALL)).isEqualTo(made);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_topic_that_keeps_the_writers_clock_is_refused_with_the_command_that_mends_it(
      TestBroker.Kind kind) throws Exception {
    try (TestBroker broker = TestBroker.start(kind);
        Admin admin = admin(broker.bootstrapServers())) {
      create(admin, new NewTopic(Topic.UNIT_EVENTS.topicName(), 12, (short) 1));

      assertThatThrownBy(() -> new Topics(settings(broker.bootstrapServers())).ensure(ALL))
          .isInstanceOf(WrongTopicException.class)
          .hasMessage(
              "groundhog.unit-events.v1: message.timestamp.type: expected LogAppendTime, found"
                  + " CreateTime. Mend it with: kafka-configs.sh --bootstrap-server %s --alter"
                  + " --entity-type topics --entity-name groundhog.unit-events.v1 --add-config"
                  + " message.timestamp.type=LogAppendTime",
              broker.bootstrapServers());
    }
  }

  @Test
  void a_topic_that_should_keep_the_newest_and_does_not_is_refused_and_one_that_keeps_more_is_not()
      throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        Admin admin = admin(broker.bootstrapServers())) {
      Map<String, String> config = new HashMap<>(Topic.INCIDENTS.config());
      config.put("cleanup.policy", "compact");
      create(admin, new NewTopic(Topic.INCIDENTS.topicName(), 1, (short) 1).configs(config));
      config.put("cleanup.policy", "delete");
      create(admin, new NewTopic(Topic.DELIVERIES.topicName(), 1, (short) 1).configs(config));
      Topics topics = new Topics(settings(broker.bootstrapServers()));
      assertThat(topics.ensure(List.of(Topic.INCIDENTS))).containsEntry(Topic.INCIDENTS, 1);
      assertThatThrownBy(() -> topics.ensure(List.of(Topic.DELIVERIES)))
          .isInstanceOf(WrongTopicException.class)
          .hasMessageContaining("expected compact,delete, found delete")
          .hasMessageEndingWith("--add-config cleanup.policy=[compact,delete]");
    }
  }

  @Test
  void two_partitions_where_one_order_is_needed_are_refused() throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        Admin admin = admin(broker.bootstrapServers())) {
      create(
          admin,
          new NewTopic(Topic.ALERTS.topicName(), 2, (short) 1).configs(Topic.ALERTS.config()));

      assertThatThrownBy(() -> new Topics(settings(broker.bootstrapServers())).ensure(ALL))
          .isInstanceOf(WrongTopicException.class)
          .hasMessageStartingWith("groundhog.alerts.v1: expected 1 partition, found 2.")
          .hasMessageContaining("kafka-topics.sh");
    }
  }

  @Test
  void a_broker_that_is_away_is_waited_for_and_that_is_said_once(@TempDir Path data)
      throws Exception {
    int port;
    try (BrokerProcess earlier = BrokerProcess.start(0, data)) {
      port = earlier.port();
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    var background = Executors.newSingleThreadExecutor();
    try {
      var ensured = background.submit(() -> new Topics(settings("127.0.0.1:" + port)).ensure(ALL));
      // Long enough for several attempts of 5 s, each of which fails.
      await()
          .during(Duration.ofSeconds(12))
          .atMost(Duration.ofSeconds(14))
          .until(() -> !ensured.isDone());
      assertThat(said.toString(StandardCharsets.UTF_8).lines())
          .as("said while it waits")
          .filteredOn(line -> line.contains("waiting for Kafka"))
          .hasSize(1);
      try (BrokerProcess back = BrokerProcess.start(port, data)) {
        assertThat(back.port()).isEqualTo(port);
        await().atMost(Duration.ofSeconds(20)).until(ensured::isDone);
        assertThat(ensured.get()).containsKeys(ALL.toArray(Topic[]::new));
      }
      assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("\tat ");
    } finally {
      background.shutdownNow();
      System.setErr(before);
    }
  }

  private static Settings settings(String bootstrap) {
    return Settings.of(Map.of("kafka.bootstrap.servers", bootstrap));
  }

  private static Admin admin(String bootstrap) {
    return Admin.create(Map.of("bootstrap.servers", bootstrap));
  }

  private static void create(Admin admin, NewTopic topic) throws Exception {
    admin.createTopics(List.of(topic)).all().get();
  }

  private static Map<String, String> configOf(Admin admin, Topic topic) throws Exception {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    var config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
    return requireNonNull(config).entries().stream()
        .filter(e -> e.value() != null)
        .collect(Collectors.toMap(e -> e.name(), e -> e.value()));
  }
}
