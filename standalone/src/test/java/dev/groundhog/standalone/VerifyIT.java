package dev.groundhog.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.groundhog.ctl.CtlMain;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.EventType;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Reason;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.events.Wire;
import dev.groundhog.standalone.broker.TestBroker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code groundhogctl verify} on what the packaged streams-app made of a fleet with bad luck, while
 * it was killed in the middle. How many fleets is the setting {@code groundhog.verify.seeds}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VerifyIT {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final int PARTITIONS = 3;
  private static final int EVENTS = 300;

  /** Minutes are seconds here, so that incidents end and come back while the test looks on. */
  private static final String RULES =
      """
      defaults: {resolveAfter: 4s, reopenWithin: 3s, updateEvery: 500ms, notifyEvery: 500ms,
                 hostLoop: {crashes: 3, within: 5s}, wave: {hosts: 3, within: 5s}}
      """;

  @TempDir Path folder;
  private @Nullable Process app;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Integer.getInteger("groundhog.verify.seeds", 1));
  }

  @AfterEach
  void kill() throws InterruptedException {
    if (app != null) app.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest(name = "fleet {0}")
  @MethodSource("seeds")
  void
      what_was_alerted_agrees_with_the_log_although_the_app_was_killed_and_what_is_altered_is_found(
          long seed) throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        TopicClient client = new TopicClient(broker.bootstrapServers())) {
      start(broker);
      await().atMost(SOON).until(() -> hasTopics(client));
      Random random = new Random(seed);
      int killAt = EVENTS / 4 + random.nextInt(EVENTS / 2);
      for (int i = 0; i < EVENTS; i++) {
        something(client, random, i);
        if (i != killAt) continue;
        kill();
        start(broker);
      }
      await().atMost(SOON).untilAsserted(() -> assertThat(open(client)).isEmpty());

      StringWriter said = new StringWriter();
      assertThat(verify(broker, said)).as(said + logOf(client)).isZero();
      assertThat(said.toString()).startsWith("AGREES").doesNotContain(" 0 agree,");

      for (Map.Entry<String, Alteration> each : alterations().entrySet()) {
        StringWriter found = new StringWriter();
        try (TestBroker altered = TestBroker.start(TestBroker.Kind.EMBEDDED)) {
          copy(client, altered, each.getValue());
          assertThat(verify(altered, found)).as(each.getKey() + ": " + found).isEqualTo(1);
        }
        assertThat(found.toString())
            .as(each.getKey())
            .startsWith("DIFFERS")
            .contains("loop.service");
      }
    }
  }

  /** A loop that is certain, and whatever else happens. */
  private static void something(TopicClient client, Random random, int i) throws Exception {
    if (i % 12 == 0) {
      write(client, crash("web-1", "loop.service", i));
      return;
    }
    String host = "host-" + random.nextInt(8);
    String unit = "unit-" + random.nextInt(5) + (random.nextInt(4) == 0 ? "@2" : "") + ".service";
    UnitEvent event =
        switch (random.nextInt(12)) {
          case 0 -> of(EventType.STARTING, host, unit, i).build();
          case 1 -> stopped(host, unit, i).planned(true).build();
          case 2 -> of(EventType.GAVE_UP, host, unit, i).build();
          case 3 -> crash(host, unit, Math.max(0, i - random.nextInt(5)));
          case 4 -> stopped(host, unit, i).age(1500L).build();
          default -> crash(host, unit, i);
        };
    write(client, event);
    if (random.nextInt(6) == 0) {
      Thread.sleep(random.nextInt(700)); // A fleet that pauses, so that loops end and come back.
    }
  }

  private static UnitEvent crash(String host, String unit, int n) {
    return stopped(host, unit, n).build();
  }

  private static UnitEventBuilder stopped(String host, String unit, int n) {
    return of(EventType.STOPPED, host, unit, n).result(ServiceResult.SIGNAL).exitStatus("SEGV");
  }

  private static UnitEventBuilder of(EventType type, String host, String unit, int n) {
    return UnitEventBuilder.builder()
        .type(type)
        .id(unit + host + type + n)
        .host(host)
        .unit(unit)
        .age(0L);
  }

  private static void write(TopicClient client, UnitEvent event) throws Exception {
    client.write(Topic.UNIT_EVENTS, event.host(), Wire.UNIT_EVENT.encode(event));
  }

  private static boolean hasTopics(TopicClient client) {
    try {
      return client.read(Topic.UNIT_EVENTS).size() > PARTITIONS
          && client.read(Topic.ALERTS).isEmpty();
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** Incidents that are not closed yet. */
  private static List<String> open(TopicClient client) throws MalformedEventException {
    Map<String, AlertState> newest = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : client.read(Topic.ALERTS)) {
      Alert alert = Wire.ALERT.decode(record.value());
      newest.put(alert.incident(), alert.state());
    }
    assertThat(newest).isNotEmpty();
    newest.values().removeIf(state -> state == AlertState.CLOSED);
    return List.copyOf(newest.keySet());
  }

  private static int verify(TestBroker broker, StringWriter out) {
    return CtlMain.commandLine(
            Map.of("GROUNDHOG_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers()))
        .setOut(new PrintWriter(out))
        .execute("verify", "--last", "1h", "--utc");
  }

  private static String logOf(TopicClient client) {
    return "\n" + client.story();
  }

  /** What stands in the place of a record; empty: nothing. */
  private interface Alteration {
    List<byte[]> of(Topic topic, ConsumerRecord<String, byte[]> record)
        throws MalformedEventException;
  }

  private static Map<String, Alteration> alterations() {
    Map<String, Alteration> all = new LinkedHashMap<>();
    all.put("a crash is missing", once(Topic.UNIT_EVENTS, value -> List.of()));
    all.put(
        "a crash is there twice",
        once(
            Topic.UNIT_EVENTS,
            value -> {
              UnitEvent event = Wire.UNIT_EVENT.decode(value);
              UnitEvent again = UnitEventBuilder.builder(event).id(event.id() + "again").build();
              return List.of(value, Wire.UNIT_EVENT.encode(again));
            }));
    all.put("an alert is missing", once(Topic.ALERTS, value -> List.of()));
    all.put("a figure is wrong", alert(a -> a.crashes(a.crashes() + 1)));
    all.put("the end is wrong", alert(a -> a.newsReason(Reason.NOT_HEARD_FROM)));
    return all;
  }

  private static Alteration alert(UnaryOperator<AlertBuilder> change) {
    return (topic, record) -> {
      if (topic != Topic.ALERTS || !isLoop(record)) return List.of(record.value());
      Alert alert = Wire.ALERT.decode(record.value());
      if (alert.state() != AlertState.CLOSED) return List.of(record.value());
      return List.of(Wire.ALERT.encode(change.apply(AlertBuilder.builder(alert)).build()));
    };
  }

  private interface Replacement {
    List<byte[]> of(byte[] value) throws MalformedEventException;
  }

  /** For the second record of the certain loop. */
  private static Alteration once(Topic altered, Replacement replacement) {
    AtomicInteger seen = new AtomicInteger();
    return (topic, record) -> {
      boolean its = topic == altered && isLoop(record) && seen.incrementAndGet() == 2;
      return its ? replacement.of(record.value()) : List.of(record.value());
    };
  }

  /** Same partitions, order and append times. */
  private static void copy(TopicClient from, TestBroker to, Alteration alteration)
      throws Exception {
    Map<String, Object> config = Map.of("bootstrap.servers", to.bootstrapServers());
    try (Admin admin = Admin.create(config);
        KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      for (Topic topic : List.of(Topic.UNIT_EVENTS, Topic.ALERTS, Topic.CONTROL)) {
        int partitions = topic == Topic.UNIT_EVENTS ? PARTITIONS : 1;
        admin
            .createTopics(List.of(new NewTopic(topic.topicName(), partitions, (short) 1)))
            .all()
            .get();
        for (ConsumerRecord<String, byte[]> record : from.read(topic)) {
          for (byte[] value : alteration.of(topic, record)) {
            Future<?> unused =
                producer.send(
                    new ProducerRecord<>(
                        topic.topicName(),
                        record.partition(),
                        record.timestamp(),
                        record.key(),
                        value));
          }
        }
        producer.flush();
      }
    }
  }

  private static boolean isLoop(ConsumerRecord<String, byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8).contains("\"unit\":\"loop.service\"");
  }

  private void start(TestBroker broker) throws IOException {
    Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    Path settings =
        Files.writeString(
            folder.resolve("streams.properties"),
            """
            kafka.bootstrap.servers=%s
            topics.events.partitions=%d
            tick.every=200ms
            state.dir=%s
            rules.file=%s
            http.port=off
            """
                .formatted(broker.bootstrapServers(), PARTITIONS, folder.resolve("state"), rules));
    Path program =
        Path.of(
            System.getProperty("groundhog.root"), "streams-app/target/dist/bin/groundhog-streams");
    app =
        new ProcessBuilder(program.toString(), "--config=" + settings)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("said").toFile()))
            .start();
  }
}
