package dev.groundhog.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundhog.ctl.CtlMain;
import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.health.StatusPage;
import dev.groundhog.runtime.kafka.KafkaSettings;
import dev.groundhog.runtime.kafka.TopicReader;
import dev.groundhog.runtime.program.Program;
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
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code groundhogctl replay} on what a live pipeline left in the log of a real broker. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReplayTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String QUICK =
      "defaults: {resolveAfter: 3s, reopenWithin: 1s, updateEvery: 500ms, notifyEvery: 500ms,"
          + " hostLoop: {crashes: 3, within: 5s}, wave: {hosts: 3, within: 5s}}\n";

  @TempDir Path folder;

  @Test
  void it_tells_what_was_told_live_and_twice_the_same_bytes() throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED)) {
      String servers = broker.bootstrapServers();
      live(servers);

      String first = ctl(servers, "replay", "--last", "10m", "--json");
      assertThat(
              ctl(
                  servers,
                  "replay",
                  "--from",
                  "2020-01-01T00:00:00Z",
                  "--to",
                  lastMoment(servers),
                  "--json"))
          .isEqualTo(
              ctl(
                  servers,
                  "replay",
                  "--from",
                  "2020-01-01T00:00:00Z",
                  "--to",
                  lastMoment(servers),
                  "--json"));
      assertThat(told(first)).isNotEmpty().isEqualTo(toldLive(servers));

      String text = ctl(servers, "replay", "--last", "10m", "--utc");
      assertThat(text)
          .containsPattern("wave +chat.service")
          .contains("not events: 1")
          .contains("told");
      assertThat(text).isEqualTo(ctl(servers, "replay", "--last", "10m", "--utc"));

      String page = folder.resolve("incident.html").toString();
      ctl(servers, "replay", "--last", "10m", "--utc", "--report", page);
      String report = Files.readString(Path.of(page));
      assertThat(report)
          .contains("\"reason\":\"wave\"", "replay --last 10m --utc --report " + page)
          .contains("hostLoop: {crashes: 3, within: 5s}");
      ctl(servers, "replay", "--last", "10m", "--utc", "--report", page);
      assertThat(Files.readString(Path.of(page))).isEqualTo(report);
    }
  }

  @Test
  void other_rules_tell_something_else() throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED)) {
      String servers = broker.bootstrapServers();
      live(servers);
      Path patient =
          Files.writeString(
              folder.resolve("patient.yaml"),
              "defaults: {hostLoop: {crashes: 90, within: 5m}, wave: {hosts: 30, within: 5m}}\n");
      assertThat(
              told(
                  ctl(servers, "replay", "--last", "10m", "--json", "--rules", patient.toString())))
          .isEmpty();
    }
  }

  @Test
  void a_broker_on_which_nothing_was_ever_recorded_is_no_broker_on_which_nothing_happened()
      throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED)) {
      for (String command : List.of("replay", "verify")) {
        StringWriter err = new StringWriter();
        int code =
            CtlMain.commandLine(
                    Map.of("GROUNDHOG_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers()))
                .setErr(new PrintWriter(err))
                .execute(command, "--last", "1h");
        // To verify, 1 means that both disagree.
        assertThat(code).as(command).isEqualTo(command.equals("verify") ? 3 : 1);
        assertThat(err.toString()).contains("there is no topic groundhog.");
      }
    }
  }

  @Test
  void bad_usage_is_told_apart_from_a_broker_that_is_not_there() {
    StringWriter err = new StringWriter();
    CommandLine line = CtlMain.commandLine(Map.of()).setErr(new PrintWriter(err));
    assertThat(line.execute("replay")).isEqualTo(2);
    assertThat(line.execute("replay", "--last", "soon")).isEqualTo(2);
    assertThat(line.execute("replay", "--last", "1h", "--rules", "nowhere.yaml")).isEqualTo(2);
    assertThat(line.execute("replay", "--last", "1h", "--report", "/nowhere/a.html")).isEqualTo(2);
    assertThat(err.toString()).contains("--last: expected a time such as 90s");
  }

  /** A pipeline that sees a wave, a loop, random crashes, and something that is no event. */
  private void live(String servers) throws Exception {
    Settings settings =
        Settings.of(
            Map.of(
                "kafka.bootstrap.servers",
                servers,
                "topics.events.partitions",
                "3",
                "tick.every",
                "200ms",
                "state.dir",
                folder.resolve("state-" + servers.hashCode()).toString(),
                "rules.file",
                Files.writeString(folder.resolve("quick.yaml"), QUICK).toString()));
    Health health = new Health();
    Program.Running app = StreamsApp.start(settings, health, StatusPage.newRegistry());
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(KafkaSettings.producer(settings))) {
      await().atMost(Duration.ofSeconds(60)).until(health::isOk);
      for (int i = 0; i < 3; i++) crash(producer, "web-" + i, "chat.service");
      producer
          .send(new ProducerRecord<>(Topic.UNIT_EVENTS.topicName(), "x", new byte[] {'?'}))
          .get();
      Random random = new Random(7);
      for (int i = 0; i < 40; i++) {
        crash(producer, "host-" + random.nextInt(6), "unit-" + random.nextInt(4) + ".service");
      }
      await().atMost(Duration.ofSeconds(40)).until(() -> allClosed(servers));
    } finally {
      app.close();
    }
  }

  private static void crash(KafkaProducer<String, byte[]> producer, String host, String unit)
      throws Exception {
    var event =
        UnitEventBuilder.builder()
            .type(EventType.STOPPED)
            .id(host + unit + System.nanoTime())
            .host(host)
            .unit(unit)
            .age(0L)
            .result(ServiceResult.SIGNAL)
            .build();
    producer
        .send(
            new ProducerRecord<>(
                Topic.UNIT_EVENTS.topicName(), host, Wire.UNIT_EVENT.encode(event)))
        .get();
  }

  private static boolean allClosed(String servers) throws Exception {
    List<String> open = new ArrayList<>();
    for (var record : alerts(servers)) {
      JsonNode alert = JSON.readTree(record);
      open.remove(alert.get("incident").asText());
      if (!alert.get("state").asText().equals("closed")) open.add(alert.get("incident").asText());
    }
    return open.isEmpty() && !alerts(servers).isEmpty();
  }

  private static List<byte[]> alerts(String servers) {
    List<byte[]> alerts = new ArrayList<>();
    TopicReader.forEach(
        Settings.of(Map.of("kafka.bootstrap.servers", servers)),
        Topic.ALERTS.topicName(),
        record -> alerts.add(record.value()));
    return alerts;
  }

  /**
   * What both must agree on: which units had an incident, with how many crashes. Across partitions
   * the live order can differ by a moment from the total order, and with it which crash an incident
   * is named after.
   */
  private static List<String> toldLive(String servers) throws Exception {
    List<String> told = new ArrayList<>();
    for (byte[] alert : alerts(servers)) note(told, JSON.readTree(alert));
    return told.stream().sorted().toList();
  }

  private static List<String> told(String jsonLines) throws Exception {
    List<String> told = new ArrayList<>();
    for (String line : jsonLines.split("\n", -1)) {
      if (line.contains("\"kind\":\"alert\"")) note(told, JSON.readTree(line).get("alert"));
    }
    return told.stream().sorted().toList();
  }

  private static void note(List<String> told, JsonNode alert) {
    if (!alert.get("state").asText().equals("closed")) return;
    told.add(alert.get("unit").asText() + " " + alert.get("crashes").asText());
  }

  private static String lastMoment(String servers) {
    List<String> moments = new ArrayList<>();
    TopicReader.forEach(
        Settings.of(Map.of("kafka.bootstrap.servers", servers)),
        Topic.UNIT_EVENTS.topicName(),
        record -> moments.add(Instant.ofEpochMilli(record.timestamp()).toString()));
    return moments.stream().max(String::compareTo).orElseThrow();
  }

  private static String ctl(String servers, String... args) {
    StringWriter out = new StringWriter();
    int code =
        CtlMain.commandLine(Map.of("GROUNDHOG_KAFKA_BOOTSTRAP_SERVERS", servers))
            .setOut(new PrintWriter(out))
            .execute(args);
    assertThat(code).isZero();
    return out.toString();
  }
}
