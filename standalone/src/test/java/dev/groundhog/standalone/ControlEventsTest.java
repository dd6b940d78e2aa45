package dev.groundhog.standalone;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundhog.ctl.CtlMain;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.Scope;
import dev.groundhog.events.Silence;
import dev.groundhog.events.Silences;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.health.StatusPage;
import dev.groundhog.runtime.kafka.KafkaSettings;
import dev.groundhog.runtime.kafka.Topics;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.standalone.broker.TestBroker;
import dev.groundhog.streams.StreamsApp;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code groundhogctl silence}, {@code mark} and {@code ack} on a real broker. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ControlEventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RULES = "defaults: {resolveAfter: 10m}\n";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String servers = "";

  @Test
  void what_is_said_stands_in_the_log_and_is_listed_until_it_is_ended() throws Exception {
    try (TestBroker broker = started();
        TopicClient client = new TopicClient(broker.bootstrapServers())) {
      assertThat(ctl("silence", "list")).isZero();
      assertThat(out.toString()).isEqualTo("Nothing is silenced.\n");

      Instant before = Instant.now();
      assertThat(
              ctl(
                  "silence",
                  "add",
                  "--unit",
                  "chat",
                  "--host",
                  "web-*",
                  "--label",
                  "env=prod",
                  "--scope",
                  "unit",
                  "--for",
                  "2h",
                  "--reason",
                  "new disks",
                  "--author",
                  "ada"))
          .isZero();
      ControlEvent said = only(client);
      assertThat(out.toString())
          .startsWith(said.id() + " holds back incidents of unit chat, host web-*, label env=prod");
      Silence silence = requireNonNull(said.silence());
      assertThat(silence.scope()).isEqualTo(Scope.UNIT);
      assertThat(silence.from()).isBetween(before.minusMillis(1), Instant.now());
      assertThat(Duration.between(silence.from(), silence.until())).isEqualTo(Duration.ofHours(2));
      assertThat(said.by()).isEqualTo("ada");
      assertThat(client.read(Topic.CONTROL).get(0).key()).isEqualTo(said.id());

      assertThat(ctl("silence", "list")).isZero();
      assertThat(out.toString()).contains(said.id() + "  active", "ada: new disks");

      assertThat(ctl("silence", "expire", said.id().substring(0, 5), "--author", "bob")).isZero();
      assertThat(out.toString()).startsWith(said.id() + " has ended");
      Silences silences = Silences.of(all(client));
      assertThat(silences.all()).hasSize(1);
      assertThat(requireNonNull(silences.all().get(0).silence()).isActive(Instant.now())).isFalse();

      assertThat(ctl("silence", "list")).isZero();
      assertThat(out.toString()).isEqualTo("Nothing is silenced.\n");
      assertThat(ctl("silence", "list", "--all", "--utc")).isZero();
      assertThat(out.toString()).contains(said.id() + "  ended", " UTC ", "bob: new disks");
      assertThat(ctl("silence", "expire", said.id())).as("again").isZero();
      assertThat(out.toString()).contains("had ended at", "nothing was written");
      assertThat(all(client)).hasSize(2);
    }
  }

  @Test
  void an_unknown_or_ambiguous_silence_is_an_error_and_nothing_is_written() throws Exception {
    try (TestBroker broker = started();
        TopicClient client = new TopicClient(broker.bootstrapServers())) {
      for (int i = 0; i < 2; i++) {
        assertThat(ctl("silence", "add", "--host", "h", "--for", "1h", "--reason", "x")).isZero();
      }
      assertThat(ctl("silence", "expire", "s-")).isEqualTo(1);
      assertThat(err.toString()).startsWith("groundhogctl: Several silences begin with \"s-\": ");
      assertThat(ctl("silence", "expire", "q")).isEqualTo(1);
      assertThat(err.toString()).contains("No silence has an id that begins with \"q\"");
      assertThat(all(client)).hasSize(2);
    }
  }

  @Test
  void a_channels_hours_are_said_listed_and_taken_back() throws Exception {
    try (TestBroker broker = started();
        TopicClient client = new TopicClient(broker.bootstrapServers())) {
      assertThat(ctl("mute")).isZero();
      assertThat(out.toString()).startsWith("No channel was muted here");
      assertThat(ctl("mute", "#batch", "Mon-Sun 00:00-24:00", "--author", "ada")).isZero();
      assertThat(out.toString())
          .startsWith("#batch hears of nothing Mon-Sun 00:00-24:00, now until ")
          .endsWith(" · ada\n");
      assertThat(only(client).id()).isEqualTo("mute:#batch");
      assertThat(ctl("mute", "#batch", "at night")).isEqualTo(2);
      assertThat(err.toString()).contains("mute.times: expected times such as");
      assertThat(ctl("mute", "#batch")).isEqualTo(2);
      assertThat(ctl("mute", "#batch", "--off")).isZero();
      assertThat(ctl("mute")).isZero();
      assertThat(out.toString()).startsWith("#batch hears of everything · ");
      assertThat(all(client)).hasSize(2);
    }
  }

  @Test
  void programs_get_json() throws Exception {
    try (TestBroker broker = started()) {
      assertThat(
              ctl(
                  "silence",
                  "add",
                  "--unit",
                  "chat",
                  "--until",
                  "2099-01-01T00:00Z",
                  "--json",
                  "--reason",
                  "x"))
          .isEqualTo(2);
      assertThat(err.toString()).contains("--until: expected an end within 180 days");
      assertThat(ctl("silence", "add", "--unit", "chat", "--for", "1h", "--json", "--reason", "x"))
          .isZero();
      JsonNode said = JSON.readTree(out.toString());
      assertThat(said.at("/kind").asText()).isEqualTo("silence");
      assertThat(said.at("/state").asText()).isEqualTo("active");
      String id = said.at("/event/id").asText();
      assertThat(ctl("silence", "list", "--json")).isZero();
      assertThat(JSON.readTree(out.toString())).isEqualTo(said);
      assertThat(ctl("silence", "expire", id, "--json")).isZero();
      assertThat(JSON.readTree(out.toString()).at("/state").asText()).isEqualTo("ended");
      assertThat(ctl("silence", "list", "--json")).isZero();
      assertThat(out.toString()).isEmpty();
    }
  }

  @Test
  void a_mark_stands_where_it_happened() throws Exception {
    try (TestBroker broker = started();
        TopicClient client = new TopicClient(broker.bootstrapServers())) {
      assertThat(
              ctl(
                  "mark",
                  "deploy",
                  "chat",
                  "1.4.2",
                  "--at",
                  "2026-11-22T11:00:00Z",
                  "--unit",
                  "chat*",
                  "--utc"))
          .isZero();
      ControlEvent mark = only(client);
      assertThat(mark.type()).isEqualTo(ControlType.MARK);
      assertThat(mark.at()).isEqualTo(Instant.parse("2026-11-22T11:00:00Z"));
      assertThat(mark.unit()).isEqualTo("chat*");
      assertThat(mark.by()).isEqualTo(System.getProperty("user.name"));
      assertThat(out.toString())
          .isEqualTo(
              mark.id() + " marks 2026-11-22 11:00:00 UTC for unit chat*: deploy chat 1.4.2\n");
    }
  }

  @Test
  void an_incident_is_acknowledged_by_the_short_id_that_slack_shows() throws Exception {
    String chat = "chat.service/2026-11-22T11:22:41.581Z/1f3a";
    try (TestBroker broker = started();
        TopicClient client = new TopicClient(broker.bootstrapServers())) {
      incident(chat, AlertState.OPEN);
      incident("chat.service/2026-01-01T00:00:00Z/1f3a", AlertState.CLOSED);
      incident("a.service/2026-11-22T11:00:00Z/77aa", AlertState.OPEN);
      incident("b.service/2026-11-22T11:00:00Z/77aa", AlertState.OPEN);

      assertThat(ctl("ack", "1f3a", "--note", "rolling back", "--author", "ada")).isZero();
      assertThat(out.toString()).isEqualTo("ada takes care of " + chat + ".\n");
      ControlEvent ack = only(client);
      assertThat(ack.type()).isEqualTo(ControlType.ACK);
      assertThat(ack.incident()).isEqualTo(chat);
      assertThat(ack.text()).isEqualTo("rolling back");

      assertThat(ctl("ack", "77aa")).isEqualTo(1);
      assertThat(err.toString()).contains("Several incidents are called \"77aa\": a.service/");
      assertThat(ctl("ack", "beef")).isEqualTo(1);
      assertThat(err.toString()).contains("No incident is called \"beef\"");
      assertThat(all(client)).hasSize(1);
    }
  }

  @Test
  @Timeout(60)
  void done_is_only_what_the_broker_confirmed() throws Exception {
    try (TestBroker broker = started();
        TopicClient client = new TopicClient(broker.bootstrapServers());
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      AlterConfigOp tooSmall =
          new AlterConfigOp(new ConfigEntry("max.message.bytes", "64"), AlterConfigOp.OpType.SET);
      ConfigResource topic =
          new ConfigResource(ConfigResource.Type.TOPIC, Topic.CONTROL.topicName());
      admin.incrementalAlterConfigs(Map.of(topic, List.of(tooSmall))).all().get();

      // By these settings a client would not even listen for the broker's answer.
      Map<String, String> careless =
          Map.of("GROUNDHOG_KAFKA_ACKS", "0", "GROUNDHOG_KAFKA_ENABLE_IDEMPOTENCE", "false");
      assertThat(ctl(careless, "mark", "deploy")).isEqualTo(1);
      assertThat(err.toString())
          .contains("did not confirm it", "It may or may not have been written.");
      assertThat(all(client)).isEmpty();
    }
  }

  @Test
  void topics_that_are_not_there_are_named_and_not_made() throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      servers = broker.bootstrapServers();
      assertThat(ctl("mark", "deploy")).isEqualTo(1);
      assertThat(err.toString())
          .contains("missing topics groundhog.control.v1. Nothing was written.");
      assertThat(admin.listTopics().names().get()).isEmpty();
    }
  }

  @Test
  void whatever_else_people_say_is_no_word_about_the_rules() throws Exception {
    Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    try (TestBroker broker = started();
        TopicClient client = new TopicClient(broker.bootstrapServers())) {
      startOnce(rules);
      incident("chat.service/2026-11-22T11:22:41.581Z/1f3a", AlertState.OPEN);
      assertThat(ctl("silence", "add", "--host", "h", "--for", "1h", "--reason", "x")).isZero();
      assertThat(ctl("mark", "deploy")).isZero();
      assertThat(ctl("ack", "1f3a")).isZero();

      // Would it take one of them for rules, then not those of its file were in force.
      startOnce(rules);
      assertThat(all(client))
          .as("and it announced its own only once")
          .extracting(ControlEvent::type)
          .containsExactly(
              ControlType.RULES, ControlType.SILENCE, ControlType.MARK, ControlType.ACK);
    }
  }

  /** Until it has read what is in force, and has said so if that is not what its file says. */
  private void startOnce(Path rules) throws Exception {
    Settings settings =
        Settings.of(
            Map.of(
                "kafka.bootstrap.servers",
                servers,
                "topics.events.partitions",
                "1",
                "state.dir",
                folder.resolve("state").toString(),
                "rules.file",
                rules.toString()));
    Health health = new Health();
    try (StreamsApp app = StreamsApp.start(settings, health, StatusPage.newRegistry())) {
      await().atMost(Duration.ofSeconds(60)).until(health::isOk);
      assertThat(requireNonNull(health.checks().get("rules")).detail()).startsWith("those of");
    }
  }

  private TestBroker started() throws Exception {
    TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
    servers = broker.bootstrapServers();
    new Topics(Settings.of(Map.of("kafka.bootstrap.servers", servers)))
        .ensure(EnumSet.of(Topic.CONTROL, Topic.INCIDENTS));
    return broker;
  }

  private void incident(String id, AlertState state) throws Exception {
    Instant at = Instant.parse("2026-11-22T11:22:41.581Z");
    Alert alert =
        AlertBuilder.builder()
            .incident(id)
            .revision(1)
            .state(state)
            .openedAt(at)
            .firstCrashAt(at)
            .lastCrashAt(at)
            .at(at)
            .build();
    Settings settings = Settings.of(Map.of("kafka.bootstrap.servers", servers));
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(KafkaSettings.producer(settings))) {
      producer
          .send(new ProducerRecord<>(Topic.INCIDENTS.topicName(), id, Wire.ALERT.encode(alert)))
          .get();
    }
  }

  private static ControlEvent only(TopicClient client) throws Exception {
    assertThat(all(client)).hasSize(1);
    return all(client).get(0);
  }

  private static List<ControlEvent> all(TopicClient client) throws Exception {
    List<ControlEvent> events = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : client.read(Topic.CONTROL)) {
      events.add(Wire.CONTROL.decode(record.value()));
    }
    return events;
  }

  private int ctl(String... args) {
    return ctl(Map.of(), args);
  }

  private int ctl(Map<String, String> more, String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Map<String, String> environment = new HashMap<>(more);
    environment.put("GROUNDHOG_KAFKA_BOOTSTRAP_SERVERS", servers);
    return CtlMain.commandLine(environment)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
