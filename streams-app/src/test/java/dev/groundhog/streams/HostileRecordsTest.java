package dev.groundhog.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.Tail;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.events.Wire;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records that a broker takes, because they compress well, and that must not become others that it
 * refuses: the stream would try the same one for ever.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostileRecordsTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  private static final int BROKERS_LIMIT = 1024 * 1024;
  private static final List<String> INTERNAL =
      List.of(
          "groundhog-signals-repartition",
          "groundhog-revisions-repartition",
          "groundhog-hosts-changelog",
          "groundhog-host-units-changelog",
          "groundhog-host-notes-changelog",
          "groundhog-recents-changelog",
          "groundhog-incidents-changelog",
          "groundhog-incident-causes-changelog");

  @TempDir Path state;

  private Supplier<Rules> rules = () -> Rules.BUILT_IN;
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> events;

  @BeforeEach
  void open() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, StreamsApp.APPLICATION_ID);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    CrashTopology topology =
        new CrashTopology(() -> rules.get(), 1, new Figures(new SimpleMeterRegistry()));
    driver = new TopologyTestDriver(topology.build(properties), properties, NINE);
    events =
        driver.createInputTopic(
            Topic.UNIT_EVENTS.topicName(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void the_headers_of_an_event_go_no_further() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("x", new byte[2_000_000]);
    UnitEvent crash = crash("a").build();
    events.pipeInput(new TestRecord<>(null, Wire.UNIT_EVENT.encode(crash), headers, NINE));
    List<TestRecord<byte[], byte[]>> signals = written("groundhog-signals-repartition");
    assertThat(signals)
        .isNotEmpty()
        .allSatisfy(signal -> assertThat(signal.headers().lastHeader("x")).isNull());
  }

  @Test
  void no_record_of_ours_outgrows_the_broker_whatever_the_events_carry() {
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < 64; i++) labels.put("label" + i, "\u0001\"".repeat(500));
    List<String> lines = Collections.nCopies(3_000, "\u001b\"\\ä".repeat(20));
    for (int i = 0; i < 250; i++) {
      String id = "\"".repeat(200) + i;
      List<String> own = new ArrayList<>(lines.subList(0, i % 6 == 0 ? 1_500 : 10));
      own.add("panic: fault " + "x".repeat(i % 6));
      UnitEvent event = crash(id).labels(labels).tail(Tail.of("file", own)).build();
      send(event, i / 50);
    }
    List<String> units = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) units.add("worker@" + i + ".service");
    send(event(EventType.ALIVE).units(units).unitsHash("1").build(), 9);
    for (String topic : INTERNAL) {
      assertThat(written(topic))
          .as(topic)
          .allSatisfy(
              record ->
                  assertThat(record.value() == null ? 0 : record.value().length)
                      .isLessThan(BROKERS_LIMIT));
    }
  }

  @Test
  void a_note_of_a_megabyte_is_told_in_a_small_record() {
    for (int i = 0; i < 9; i++) {
      String text = "<!channel> ```\u001b[31m".repeat(40_000) + i;
      send(event(EventType.NOTE).id("n" + i).title(text.substring(9, 9_000)).text(text).build(), 0);
    }
    send(event(EventType.TICK).build(), 60);
    assertThat(written(Topic.DEAD_LETTERS.topicName())).isEmpty();
    assertThat(written(Topic.ALERTS.topicName()))
        .hasSize(6)
        .allSatisfy(record -> assertThat(record.value().length).isLessThan(8 * 1024));
    for (String topic : INTERNAL) {
      assertThat(written(topic))
          .as(topic)
          .allSatisfy(
              record ->
                  assertThat(record.value() == null ? 0 : record.value().length)
                      .isLessThan(16 * 1024));
    }
  }

  @Test
  void what_is_kept_of_a_run_is_refused_when_it_is_too_long() {
    String json = "{'type':'starting','host':'h','unit':'u','invocation':'" + "f".repeat(1_000_000);
    byte[] value = (json + "'}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    events.pipeInput(new TestRecord<>(null, value, NINE));
    assertThat(written("groundhog-host-units-changelog")).isEmpty();
    assertThat(written(Topic.DEAD_LETTERS.topicName())).hasSize(1);
  }

  @Test
  void trouble_of_the_stream_itself_is_not_taken_for_a_bad_record() {
    rules =
        () -> {
          throw new TaskMigratedException("fenced");
        };
    assertThatThrownBy(() -> send(crash("a").build(), 0)).hasStackTraceContaining("fenced");
  }

  private void send(UnitEvent event, int second) {
    Instant at = NINE.plusSeconds(second);
    events.pipeInput(new TestRecord<>(null, Wire.UNIT_EVENT.encode(event), at));
  }

  private static UnitEventBuilder crash(String id) {
    return event(EventType.STOPPED).id(id).unit("chat.service").result(ServiceResult.SIGNAL);
  }

  private static UnitEventBuilder event(EventType type) {
    return UnitEventBuilder.builder().type(type).host("web-1");
  }

  private List<TestRecord<byte[], byte[]>> written(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }
}
