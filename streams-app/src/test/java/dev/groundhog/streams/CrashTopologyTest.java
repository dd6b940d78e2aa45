package dev.groundhog.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.EventType;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.events.Wire;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wiring, on Kafka's own driver: real stores and serdes, no broker. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CrashTopologyTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  private static final Path GOLDEN = Path.of("src/test/resources/topology.txt");

  @TempDir Path state;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private Topology topology;
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> events;
  private TestOutputTopic<String, byte[]> alerts;
  private TestOutputTopic<String, byte[]> incidents;
  private TestOutputTopic<byte[], byte[]> deadLetters;

  @BeforeEach
  void open() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, StreamsApp.APPLICATION_ID);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    topology = new CrashTopology(() -> Rules.BUILT_IN, 1, new Figures(metrics)).build(properties);
    driver = new TopologyTestDriver(topology, properties, NINE);
    events =
        driver.createInputTopic(
            Topic.UNIT_EVENTS.topicName(), new ByteArraySerializer(), new ByteArraySerializer());
    alerts = output(Topic.ALERTS);
    incidents = output(Topic.INCIDENTS);
    deadLetters =
        driver.createOutputTopic(
            Topic.DEAD_LETTERS.topicName(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void a_wave_becomes_one_alert_on_both_topics_under_the_incidents_id() throws Exception {
    crash("web-1", 0);
    crash("web-2", 1);
    crash("web-3", 2);
    TestRecord<String, byte[]> told = alerts.readRecord();
    Alert alert = Wire.ALERT.decode(told.value());
    assertThat(alert.reason()).isEqualTo(Reason.WAVE);
    assertThat(told.key()).isEqualTo(alert.incident());
    assertThat(text(told.headers().lastHeader("ce_type").value()))
        .isEqualTo("dev.groundhog.alert.v1");
    assertThat(incidents.readRecord().value()).isEqualTo(told.value());
    assertThat(alerts.isEmpty()).isTrue();
  }

  @Test
  void ticks_alone_bring_an_incident_to_its_end() throws Exception {
    for (int i = 0; i < 3; i++) crash("web-1", i);
    tick(700);
    List<Alert> told = readAlerts();
    assertThat(told).extracting(Alert::reason).containsExactly(Reason.HOST_LOOP, Reason.QUIET);
  }

  @Test
  void three_units_that_loop_on_one_host_become_a_larger_incident_that_ends_with_them()
      throws Exception {
    for (String unit : List.of("a.service", "b.service", "c.service")) {
      for (int i = 0; i < 3; i++) crash("web-1", unit, i);
    }
    for (int second = 0; second < 3000; second += 100) tick(700 + second);
    List<Alert> told = readAlerts();
    List<Alert> host = told.stream().filter(alert -> alert.scope() == Scope.HOST).toList();
    assertThat(host)
        .extracting(Alert::reason)
        .filteredOn(reason -> reason != Reason.COUNT)
        .containsExactly(Reason.MANY_UNITS, Reason.QUIET, Reason.CLOSED);
    assertThat(told.stream().filter(Alert::isNews)).hasSize(4);
    assertThat(told.get(told.size() - 1).state()).isEqualTo(AlertState.CLOSED);
  }

  @Test
  void the_sky_over_three_crashes_does_not_fall_because_of_malformed_records() throws Exception {
    crash("web-1", 0);
    raw("Server stopped on web-7", 1);
    raw("{\"type\":\"stopped\",\"unit\":\"a.service\"}", 1);
    raw("{\"type\":\"stopped\",\"host\":7,\"unit\":\"a.service\"}", 1);
    raw("{\"x\":" + "[".repeat(5000), 1);
    events.pipeInput(new TestRecord<>(null, null, NINE.plusSeconds(1)));
    events.pipeInput(new TestRecord<>(null, new byte[5_000_000], NINE.plusSeconds(1)));
    crash("web-2", 2);
    crash("web-3", 3);
    assertThat(readAlerts()).hasSize(1);
    assertThat(deadLetters.readRecordsToList())
        .extracting(letter -> text(letter.headers().lastHeader("groundhog.reason").value()))
        .satisfiesExactly(
            reason -> assertThat(reason).contains("expected a JSON object"),
            reason -> assertThat(reason).contains("host: expected a name, found nothing"),
            reason -> assertThat(reason).contains("host: expected String"),
            reason -> assertThat(reason).contains("nesting"),
            reason -> assertThat(reason).contains("found no value"),
            reason -> assertThat(reason).contains("at most 1048576 bytes, found 5000000"));
    assertThat(metrics.counter("groundhog.dead.letters").count()).isEqualTo(6);
  }

  @Test
  void a_dead_letter_of_a_huge_record_is_cut_and_says_where_the_whole_stands() {
    events.pipeInput(new TestRecord<>(null, new byte[5_000_000], NINE));
    TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
    assertThat(letter.value()).hasSize(256 * 1024);
    assertThat(text(letter.headers().lastHeader("groundhog.topic").value()))
        .isEqualTo(Topic.UNIT_EVENTS.topicName());
    assertThat(text(letter.headers().lastHeader("groundhog.size").value())).isEqualTo("5000000");
  }

  /** A changed name here orphans the state of running installations: change the file on purpose. */
  @Test
  void names_of_nodes_stores_and_topics_are_what_they_were() throws IOException {
    String now = topology.describe().toString();
    if (Boolean.getBoolean("groundhog.golden")) Files.writeString(GOLDEN, now);
    assertThat(inOrder(now)).isEqualTo(inOrder(Files.readString(GOLDEN)));
  }

  /** A node's stores are a set, which Kafka prints in another order in each JVM. */
  private static String inOrder(String described) {
    return Pattern.compile("stores: \\[(.*?)]")
        .matcher(described)
        .replaceAll(
            stores ->
                Stream.of(stores.group(1).split(", "))
                    .sorted()
                    .collect(Collectors.joining(", ", "stores: [", "]")));
  }

  private TestOutputTopic<String, byte[]> output(Topic topic) {
    return driver.createOutputTopic(
        topic.topicName(), new StringDeserializer(), new ByteArrayDeserializer());
  }

  private void crash(String host, int second) {
    crash(host, "chat.service", second);
  }

  private void crash(String host, String unit, int second) {
    UnitEvent event =
        UnitEventBuilder.builder()
            .type(EventType.STOPPED)
            .host(host)
            .unit(unit)
            .id(host + unit + second)
            .result(ServiceResult.SIGNAL)
            .build();
    events.pipeInput(
        new TestRecord<>(
            host.getBytes(StandardCharsets.UTF_8),
            Wire.UNIT_EVENT.encode(event),
            NINE.plusSeconds(second)));
  }

  private void tick(int second) {
    UnitEvent tick = UnitEventBuilder.builder().type(EventType.TICK).build();
    Instant at = NINE.plus(Duration.ofSeconds(second));
    events.pipeInput(new TestRecord<>(null, Wire.UNIT_EVENT.encode(tick), at));
  }

  private void raw(String json, int second) {
    events.pipeInput(
        new TestRecord<>(null, json.getBytes(StandardCharsets.UTF_8), NINE.plusSeconds(second)));
  }

  private List<Alert> readAlerts() {
    Stream<byte[]> values = alerts.readRecordsToList().stream().map(TestRecord::value);
    return values.map(CrashTopologyTest::alert).toList();
  }

  private static Alert alert(byte[] value) {
    try {
      return Wire.ALERT.decode(value);
    } catch (MalformedEventException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
