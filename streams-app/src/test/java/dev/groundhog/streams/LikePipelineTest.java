package dev.groundhog.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Pipeline;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.rules.RulesFile;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Alert.Suspect;
import dev.groundhog.events.EventType;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Reason;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.Tail;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.events.Wire;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One log through the stores and serdes of Kafka Streams and through the engine in memory, as a
 * replay has it: known hosts with labels, a bad deploy, single starts and stops.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LikePipelineTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");

  @TempDir Path state;

  private final List<UnitEvent> log = new ArrayList<>();
  private final List<Instant> times = new ArrayList<>();
  private Instant now = NINE;

  @Test
  void stores_and_memory_tell_the_same_bytes() throws Exception {
    Rules rules =
        RulesFile.parse("units: [{match: chat.service, everyStop: true, severity: {hosts: 4}}]");
    deployABadVersion();
    List<Alert> live = live(rules);
    assertThat(live).isEqualTo(inMemory(rules));
    assertThat(live)
        .extracting(Alert::reason)
        .contains(Reason.STARTED, Reason.STOPPED, Reason.WAVE, Reason.SEVERITY, Reason.CLOSED);
    assertThat(live)
        .anySatisfy(
            alert ->
                assertThat(alert.suspects())
                    .containsExactly(new Suspect("version", "2", "4/4", "0/6")));
    assertThat(live).anySatisfy(alert -> assertThat(alert.knownHosts()).isEqualTo(10));
  }

  private void deployABadVersion() {
    for (int i = 0; i < 10; i++) add(EventType.STARTING, i, "1", 1);
    for (int minute = 0; minute < 12; minute++) {
      for (int i = 0; i < 5; i++) alive(i);
      tick(60);
    }
    for (int i = 0; i < 4; i++) {
      add(EventType.STARTING, i, "2", 5);
      add(EventType.STOPPED, i, "2", 5);
    }
    for (int i = 0; i < 15; i++) add(EventType.STARTING, 8, "1", 1);
    for (int minute = 0; minute < 60; minute++) tick(60);
  }

  private void add(EventType type, int host, String version, int seconds) {
    UnitEventBuilder event =
        UnitEventBuilder.builder()
            .type(type)
            .host("web-" + host)
            .unit("chat.service")
            .id("event-" + log.size())
            .labels(Map.of("env", "prod", "version", version));
    if (type == EventType.STOPPED) {
      event
          .result(ServiceResult.EXIT_CODE)
          .exitStatus("3")
          .planned(false)
          .tail(Tail.of("journal", List.of("listening", "panic: no route to room 5")));
    }
    send(event.build(), seconds);
  }

  private void alive(int host) {
    UnitEventBuilder event =
        UnitEventBuilder.builder()
            .type(EventType.ALIVE)
            .host("web-" + host)
            .id("event-" + log.size())
            .units(List.of("chat.service"))
            .unitsHash("h")
            .labels(Map.of("os", "debian 12"));
    send(event.build(), 0);
  }

  private void tick(int seconds) {
    send(UnitEventBuilder.builder().type(EventType.TICK).build(), seconds);
  }

  private void send(UnitEvent event, int seconds) {
    now = now.plusSeconds(seconds);
    log.add(event);
    times.add(now);
  }

  private List<Alert> inMemory(Rules rules) {
    Pipeline pipeline = new Pipeline(() -> rules);
    List<Alert> told = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      told.addAll(pipeline.accept(log.get(i), 0, 1, times.get(i), i).alerts());
    }
    return told;
  }

  private List<Alert> live(Rules rules) throws MalformedEventException {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, StreamsApp.APPLICATION_ID);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    Figures figures = new Figures(new SimpleMeterRegistry());
    List<Alert> told = new ArrayList<>();
    try (TopologyTestDriver driver =
        new TopologyTestDriver(
            new CrashTopology(() -> rules, 1, figures).build(properties), properties, NINE)) {
      TestInputTopic<byte[], byte[]> events =
          driver.createInputTopic(
              Topic.UNIT_EVENTS.topicName(), new ByteArraySerializer(), new ByteArraySerializer());
      TestOutputTopic<String, byte[]> alerts =
          driver.createOutputTopic(
              Topic.ALERTS.topicName(), new StringDeserializer(), new ByteArrayDeserializer());
      for (int i = 0; i < log.size(); i++) {
        events.pipeInput(new TestRecord<>(null, Wire.UNIT_EVENT.encode(log.get(i)), times.get(i)));
      }
      for (byte[] alert : alerts.readValuesToList()) told.add(Wire.ALERT.decode(alert));
    }
    return told;
  }
}
