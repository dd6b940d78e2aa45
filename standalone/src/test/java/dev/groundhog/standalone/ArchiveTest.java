package dev.groundhog.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundhog.ctl.CtlMain;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.kafka.KafkaSettings;
import dev.groundhog.runtime.kafka.Topics;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.standalone.broker.TestBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code groundhogctl export}, {@code import} and replays of what they wrote, on a real broker. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Brokers stamp what is appended now; times in events make a story of it. */
  private static final String CRASH =
      "{\"type\":\"stopped\",\"host\":\"%s\",\"unit\":\"%s\",\"result\":\"signal\","
          + "\"labels\":{\"env\":\"%s\"}%s}";

  @TempDir Path folder;
  private TestBroker broker;
  private Settings settings;
  private Instant from;

  @BeforeAll
  void a_log_with_an_incident() throws Exception {
    broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
    settings =
        Settings.of(
            Map.of(
                "kafka.bootstrap.servers",
                broker.bootstrapServers(),
                "topics.events.partitions",
                "3"));
    new Topics(settings).ensure(List.of(Topic.UNIT_EVENTS, Topic.ALERTS, Topic.CONTROL));
    from = Instant.now().minusSeconds(60);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(KafkaSettings.producer(settings))) {
      for (int i = 0; i < 4; i++) {
        // Without an id and a time a crash is known by its place in the log alone.
        send(
            producer,
            "web-" + i % 3,
            CRASH.formatted("web-" + i % 3, "chat.service", "kassel", ""));
        send(producer, "db-1", CRASH.formatted("db-1", "mail@7.service", "test", ",\n\"v\":1"));
      }
      send(producer, "web-9", "no event");
      for (Alert alert : told(ctl("replay", "--from", from.toString(), "--json"))) {
        producer
            .send(
                new ProducerRecord<>(
                    Topic.ALERTS.topicName(), alert.incident(), Wire.ALERT.encode(alert)))
            .get();
      }
    }
  }

  private static void send(KafkaProducer<String, byte[]> producer, String host, String json)
      throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                Topic.UNIT_EVENTS.topicName(), host, json.getBytes(StandardCharsets.UTF_8)))
        .get();
  }

  @AfterAll
  void stop() throws Exception {
    broker.close();
  }

  @Test
  void a_replay_of_the_file_gives_the_bytes_of_a_replay_of_the_topics() {
    for (String name : List.of("all.jsonl", "all.jsonl.zst")) {
      String file = folder.resolve(name).toString();
      ctl("export", "--from", from.toString(), file);
      assertThat(ctl("replay", file, "--json"))
          .contains("\"kind\":\"malformed\"", "\"reason\":\"wave\"")
          .isEqualTo(ctl("replay", "--from", from.toString(), "--json"));
    }
  }

  @Test
  void so_does_a_replay_of_what_was_imported_from_it() throws Exception {
    String file = folder.resolve("scratch.v1.jsonl").toString();
    ctl("export", "--from", from.toString(), file);
    assertThat(ctl("import", file, "--utc"))
        .contains("replay --prefix scratch reads it", "1 alert,");
    assertThat(ctl("replay", "--prefix", "scratch", "--json"))
        .isEqualTo(ctl("replay", "--from", from.toString(), "--json"));
    try (Admin admin = Admin.create(KafkaSettings.client(settings))) {
      assertThat(admin.listTopics().names().get()).contains("scratch.groundhog.unit-events.v1");
    }
    assertThat(refused(2, "import", file))
        .contains("--prefix: expected a name that no topics have")
        .contains("Nothing was imported.");
    assertThat(refused(2, "import", file, "--prefix", "live_topics")).contains("letters, digits");
    assertThat(refused(2, "replay", "--prefix", "never")).contains("no import of that name");
  }

  @Test
  void of_an_incident_only_what_concerns_it_is_shown() throws Exception {
    String id = incident("chat.service");
    String shown = ctl("replay", "--incident", id.substring(id.lastIndexOf('/') + 1), "--json");
    assertThat(units(shown)).containsExactly("chat.service");
    String file = folder.resolve("chat.jsonl.zst").toString();
    assertThat(ctl("export", id, file, "--utc")).contains("9 unit events on 3 partitions");
    assertThat(ctl("replay", file, "--incident", id, "--json")).isEqualTo(shown);
    assertThat(units(ctl("replay", file, "--label", "env=test", "--json")))
        .containsExactly("mail@7.service");
  }

  @Test
  void an_anonymised_file_has_the_incidents_and_none_of_the_names() throws Exception {
    Path file = folder.resolve("other.jsonl");
    assertThat(ctl("export", "--from", from.toString(), "--anonymise", file.toString()))
        .contains("anonymised");
    assertThat(Files.readString(file)).doesNotContain("chat", "mail@", "web-", "db-1", "kassel");
    String shown = ctl("replay", file.toString(), "--json");
    assertThat(units(shown)).containsExactly("unit-1.service", "unit-2@1.service");
    assertThat(told(shown))
        .extracting(Alert::crashes)
        .isEqualTo(
            told(ctl("replay", "--from", from.toString(), "--json")).stream()
                .map(Alert::crashes)
                .toList());
  }

  @Test
  void what_cannot_be_is_refused_before_anything_is_written() throws Exception {
    Path file = folder.resolve("refused.jsonl");
    assertThat(refused(2, "export", "beef", file.toString()))
        .contains("ID: expected an incident's id")
        .contains("Nothing was written.");
    assertThat(refused(2, "export", "beef", file.toString(), "--last", "1h")).contains("no times");
    assertThat(refused(2, "export", file.toString())).contains("--from or --last");
    assertThat(file).doesNotExist();
    Files.writeString(file, "something else");
    assertThat(refused(2, "export", "--last", "1h", file.toString())).contains("is there");
    assertThat(refused(2, "import", file.toString())).contains("line 1: not what groundhogctl");
    assertThat(refused(2, "replay", file.toString())).contains("Nothing was replayed.");
    assertThat(Files.readString(file)).isEqualTo("something else");
    ctl("export", "--last", "1h", file.toString(), "--force");
    assertThat(ctl("import", "--check", file.toString())).contains("9 unit events");
  }

  @Test
  void an_import_that_gets_some_of_its_topics_only_leaves_none() throws Exception {
    Path file = folder.resolve("some.jsonl");
    ctl("export", "--from", from.toString(), file.toString());
    try (Admin admin = Admin.create(KafkaSettings.client(settings))) {
      // Kafka takes it for the same name, in the figures that it keeps of its topics.
      String other = "some_groundhog_control_v1";
      admin.createTopics(List.of(new NewTopic(other, 1, (short) 1))).all().get();
      assertThat(refused(1, "import", file.toString())).contains("did not create the topics");
      await()
          .untilAsserted(
              () ->
                  assertThat(admin.listTopics().names().get())
                      .contains(other)
                      .noneMatch(name -> name.startsWith("some.")));
    }
  }

  @Test
  void a_header_of_an_import_that_says_nothing_is_none() throws Exception {
    for (String header : List.of("null", "{}", "{\"records\":{\"x\":null}}")) {
      String prefix = "empty" + header.length();
      NewTopic topic = new NewTopic(prefix + ".groundhog.archive", 1, (short) 1);
      try (Admin admin = Admin.create(KafkaSettings.client(settings))) {
        admin.createTopics(List.of(topic)).all().get();
      }
      try (KafkaProducer<String, byte[]> producer =
          new KafkaProducer<>(KafkaSettings.producer(settings))) {
        producer
            .send(new ProducerRecord<>(topic.name(), header.getBytes(StandardCharsets.UTF_8)))
            .get();
      }
      assertThat(refused(2, "replay", "--prefix", prefix)).contains("no header in " + prefix);
    }
  }

  private String incident(String unit) throws Exception {
    return told(ctl("replay", "--from", from.toString(), "--json")).stream()
        .filter(alert -> unit.equals(alert.unit()))
        .findFirst()
        .orElseThrow()
        .incident();
  }

  private static List<Alert> told(String jsonLines) throws Exception {
    List<Alert> told = new ArrayList<>();
    for (JsonNode line : lines(jsonLines)) {
      if (line.has("alert")) told.add(Wire.ALERT.decode(JSON.writeValueAsBytes(line.get("alert"))));
    }
    return told;
  }

  private static Set<String> units(String jsonLines) throws Exception {
    Set<String> units = new TreeSet<>();
    for (JsonNode line : lines(jsonLines)) {
      for (String kind : List.of("alert", "event")) {
        if (line.path(kind).has("unit")) units.add(line.path(kind).path("unit").asText());
      }
    }
    return units;
  }

  private static List<JsonNode> lines(String jsonLines) throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : jsonLines.split("\n", -1)) {
      if (!line.isEmpty()) lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private String ctl(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = run(out, err, args);
    assertThat(code).as(err.toString()).isZero();
    assertThat(err.toString()).isEmpty();
    return out.toString();
  }

  private String refused(int expected, String... args) {
    StringWriter err = new StringWriter();
    assertThat(run(new StringWriter(), err, args)).isEqualTo(expected);
    return err.toString();
  }

  private int run(StringWriter out, StringWriter err, String... args) {
    return CtlMain.commandLine(
            Map.of("GROUNDHOG_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers()))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }
}
