package dev.groundhog.standalone.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.groundhog.events.EventType;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.standalone.broker.BrokerProcess;
import dev.groundhog.standalone.broker.ContainerCluster;
import dev.groundhog.standalone.broker.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real agent and the real hook against a broker on its bad days; what the log says of each. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AgentTroubleIT {
  private static final String HOST = "gh-trouble";
  private static final String UNIT = "chat.service";
  private static final List<String> WORDS = List.of("first words", "last words");

  @TempDir Path temp;

  @Test
  void a_broker_that_goes_away_and_comes_back_gets_everything_in_order() throws Exception {
    Path data = Files.createDirectory(temp.resolve("kafka"));
    BrokerProcess broker = BrokerProcess.start(0, data);
    int port = broker.port();
    try (RealAgent agent = new RealAgent(temp, HOST).start(broker.bootstrapServers())) {
      String before = agent.crash(UNIT, WORDS);
      awaitEmpty(agent);

      broker.kill();
      List<String> during = crashes(agent, 30);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> agent.log().contains("Kafka does not take events ("));
      broker = BrokerProcess.start(port, data);
      awaitEmpty(agent);

      assertThat(stops(broker.bootstrapServers()))
          .startsWith(before)
          .containsSubsequence(during)
          .doesNotHaveDuplicates();
      assertThat(agent.log()).containsOnlyOnce("they wait in the spool");
      assertThat(agent.stop()).isZero();
    } finally {
      broker.close();
    }
  }

  @Test
  void a_stop_in_the_middle_of_publishing_takes_under_two_seconds_and_loses_nothing()
      throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        RealAgent agent = new RealAgent(temp, HOST)) {
      List<String> all = crashes(agent, 150);
      agent.start(broker.bootstrapServers());
      await().atMost(Duration.ofSeconds(30)).until(() -> waiting(agent) < all.size());

      assertThat(agent.stop()).isZero();
      agent.start(broker.bootstrapServers());
      awaitEmpty(agent);

      assertThat(stops(broker.bootstrapServers())).containsAll(all);
    }
  }

  @Test
  void a_kill_at_any_moment_loses_nothing_and_repeats_only_what_was_on_its_way() throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        RealAgent agent = new RealAgent(temp, HOST)) {
      List<String> all = crashes(agent, 60);
      for (int left = waiting(agent); left > 0; left = waiting(agent)) {
        int before = left;
        agent.start(broker.bootstrapServers());
        await().atMost(Duration.ofSeconds(30)).until(() -> waiting(agent) < before);
        agent.close();
      }

      List<String> stops = stops(broker.bootstrapServers());
      assertThat(stops.stream().distinct()).containsExactlyInAnyOrderElementsOf(all);
    }
  }

  @Test
  void a_topic_that_nobody_made_is_waited_for_and_named() throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        RealAgent agent =
            new RealAgent(temp, HOST)
                .start(broker.bootstrapServers(), "GROUNDHOG_TOPICS_CREATE=false");
        Admin admin = admin(broker.bootstrapServers())) {
      String crash = agent.crash(UNIT, WORDS);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> agent.log().contains("missing topics groundhog.unit-events.v1"));
      assertThat(waiting(agent)).isEqualTo(1);

      NewTopic topic = new NewTopic(Topic.UNIT_EVENTS.topicName(), 3, (short) 1);
      admin.createTopics(List.of(topic.configs(Topic.UNIT_EVENTS.config()))).all().get();

      awaitEmpty(agent);
      assertThat(stops(broker.bootstrapServers())).containsExactly(crash);
    }
  }

  @Test
  void a_topic_that_somebody_deletes_while_the_agent_runs_costs_no_event() throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        RealAgent agent = new RealAgent(temp, HOST).start(broker.bootstrapServers());
        Admin admin = admin(broker.bootstrapServers())) {
      agent.crash(UNIT, WORDS);
      awaitEmpty(agent);
      admin.deleteTopics(List.of(Topic.UNIT_EVENTS.topicName())).all().get();
      String crash = agent.crash(UNIT, WORDS);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> agent.log().contains("Kafka does not take events ("));

      NewTopic topic = new NewTopic(Topic.UNIT_EVENTS.topicName(), 3, (short) 1);
      admin.createTopics(List.of(topic.configs(Topic.UNIT_EVENTS.config()))).all().get();

      awaitEmpty(agent);
      assertThat(stops(broker.bootstrapServers())).containsExactly(crash);
    }
  }

  @Test
  void a_record_too_large_for_the_topic_goes_without_its_tail_and_the_next_goes_with_it()
      throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        RealAgent agent = new RealAgent(temp, HOST).start(broker.bootstrapServers());
        Admin admin = admin(broker.bootstrapServers())) {
      await().atMost(Duration.ofSeconds(30)).until(() -> agent.log().contains("created"));
      ConfigEntry limit = new ConfigEntry("max.message.bytes", "2000");
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, Topic.UNIT_EVENTS.topicName()),
                  List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
          .all()
          .get();
      List<String> longTail =
          IntStream.range(0, 60).mapToObj(AgentTroubleIT::randomLooking).toList();
      String large = agent.crash(UNIT, longTail);
      agent.crash(UNIT, WORDS);
      awaitEmpty(agent);

      // The large one is sent again, behind what was on its way already.
      List<UnitEvent> stops = events(broker.bootstrapServers());
      assertThat(stops).hasSize(2);
      for (UnitEvent stop : stops) {
        List<String> lines = stop.tail() == null ? List.of() : stop.tail().lines();
        assertThat(lines).isEqualTo(large.equals(stop.invocation()) ? List.of() : WORDS);
      }
      assertThat(agent.log()).containsOnlyOnce("too large for the topic; sent without its tail");
    }
  }

  @Test
  void a_topic_with_the_writers_clocks_ends_the_agent_with_the_command_that_mends_it()
      throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        RealAgent agent = new RealAgent(temp, HOST);
        Admin admin = admin(broker.bootstrapServers())) {
      admin
          .createTopics(List.of(new NewTopic(Topic.UNIT_EVENTS.topicName(), 1, (short) 1)))
          .all()
          .get();
      agent.crash(UNIT, WORDS);
      agent.start(broker.bootstrapServers());

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> agent.log().contains("ended by itself; its last log lines say why"));
      assertThat(agent.log())
          .contains("expected LogAppendTime, found CreateTime. Mend it with: kafka-configs.sh");
      assertThat(waiting(agent)).isEqualTo(1);
    }
  }

  @Test
  void a_leader_that_moves_is_no_trouble_and_reorders_nothing() throws Exception {
    try (ContainerCluster brokers = ContainerCluster.start(2, Map.of());
        RealAgent agent = new RealAgent(temp, HOST);
        Admin admin = admin(brokers.bootstrapServers())) {
      TopicPartition only = new TopicPartition(Topic.UNIT_EVENTS.topicName(), 0);
      NewTopic topic = new NewTopic(only.topic(), Map.of(0, List.of(1, 2)));
      admin.createTopics(List.of(topic.configs(Topic.UNIT_EVENTS.config()))).all().get();
      agent.start(brokers.bootstrapServers());
      List<String> all = new ArrayList<>();
      for (List<Integer> replicas : List.of(List.of(2, 1), List.of(1, 2), List.of(2, 1))) {
        all.addAll(crashes(agent, 20));
        admin
            .alterPartitionReassignments(
                Map.of(only, Optional.of(new NewPartitionReassignment(replicas))))
            .all()
            .get();
        electFirst(admin, only);
      }
      awaitEmpty(agent);

      assertThat(stops(brokers.bootstrapServers())).isEqualTo(all);
      assertThat(agent.log()).doesNotContain("WARN", "ERROR");
    }
  }

  private static void electFirst(Admin admin, TopicPartition partition) {
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(
            () -> {
              int first = leaderAndReplicas(admin, partition).replicas().get(0).id();
              if (leaderAndReplicas(admin, partition).leader().id() == first) return true;
              admin.electLeaders(ElectionType.PREFERRED, Set.of(partition)).all().get();
              return false;
            });
  }

  private static TopicPartitionInfo leaderAndReplicas(Admin admin, TopicPartition partition)
      throws Exception {
    return Objects.requireNonNull(
            admin
                .describeTopics(List.of(partition.topic()))
                .allTopicNames()
                .get()
                .get(partition.topic()))
        .partitions()
        .get(partition.partition());
  }

  @Test
  void an_agent_that_may_not_write_keeps_everything_until_it_may() throws Exception {
    Map<String, String> withAuthorizer =
        Map.of(
            "KAFKA_AUTHORIZER_CLASS_NAME",
            "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "KAFKA_ALLOW_EVERYONE_IF_NO_ACL_FOUND",
            "true");
    try (ContainerCluster broker = ContainerCluster.start(1, withAuthorizer);
        RealAgent agent = new RealAgent(temp, HOST);
        Admin admin = admin(broker.bootstrapServers())) {
      NewTopic topic = new NewTopic(Topic.UNIT_EVENTS.topicName(), 3, (short) 1);
      admin.createTopics(List.of(topic.configs(Topic.UNIT_EVENTS.config()))).all().get();
      AclBinding mayNotWrite = denial(AclOperation.WRITE);
      AclBinding mayNotSee = denial(AclOperation.DESCRIBE_CONFIGS);
      AclBinding mayDescribe = permission(AclOperation.DESCRIBE);
      AclBinding mayRead = permission(AclOperation.READ);
      admin.createAcls(List.of(mayNotWrite, mayNotSee, mayDescribe, mayRead)).all().get();

      String crash = agent.crash(UNIT, WORDS);
      agent.start(broker.bootstrapServers());
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  agent
                      .log()
                      .contains("Kafka does not take events (TopicAuthorization: Not authorized"));
      assertThat(agent.log()).contains("not allowed to see the settings, so they are not checked");
      assertThat(waiting(agent)).isEqualTo(1);

      admin.createAcls(List.of(permission(AclOperation.WRITE))).all().get();
      admin.deleteAcls(List.of(mayNotWrite.toFilter())).all().get();

      awaitEmpty(agent);
      assertThat(stops(broker.bootstrapServers())).containsExactly(crash);
    }
  }

  private static AclBinding denial(AclOperation operation) {
    return acl(operation, AclPermissionType.DENY);
  }

  private static AclBinding permission(AclOperation operation) {
    return acl(operation, AclPermissionType.ALLOW);
  }

  private static AclBinding acl(AclOperation operation, AclPermissionType type) {
    String topic = Topic.UNIT_EVENTS.topicName();
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
        new AccessControlEntry("User:ANONYMOUS", "*", operation, type));
  }

  private static String randomLooking(int i) {
    return IntStream.range(1, 20)
        .mapToObj(j -> Integer.toHexString((i + 1) * j * 0x9E3779B9))
        .collect(Collectors.joining());
  }

  private static List<String> crashes(RealAgent agent, int many) throws Exception {
    List<String> invocations = new ArrayList<>();
    for (int i = 0; i < many; i++) invocations.add(agent.crash(UNIT, WORDS));
    return invocations;
  }

  private static Admin admin(String bootstrapServers) {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  private static void awaitEmpty(RealAgent agent) {
    await("what waits in the spool goes")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(waiting(agent)).as(agent.log()).isZero());
  }

  private static int waiting(RealAgent agent) throws IOException {
    if (!Files.isDirectory(agent.spool())) return 0;
    try (var files = Files.newDirectoryStream(agent.spool(), "*-stopped")) {
      int waiting = 0;
      for (Path file : files) waiting += file.getFileName().toString().startsWith(".") ? 0 : 1;
      return waiting;
    }
  }

  private static List<UnitEvent> events(String bootstrapServers) {
    try (HostEvents events = new HostEvents(bootstrapServers, HOST)) {
      return events.untilNothingMore().stream().filter(e -> e.type() == EventType.STOPPED).toList();
    }
  }

  private static List<String> stops(String bootstrapServers) {
    return events(bootstrapServers).stream()
        .map(e -> Objects.requireNonNull(e.invocation()))
        .toList();
  }
}
