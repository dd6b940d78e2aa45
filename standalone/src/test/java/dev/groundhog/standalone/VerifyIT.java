package dev.groundhog.standalone;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.groundhog.ctl.CtlMain;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Scope;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.Wire;
import dev.groundhog.standalone.broker.TestBroker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code groundhogctl verify} on what the packaged streams-app made of a fleet with bad luck, while
 * it was killed in the middle and given other rules. How many fleets is the setting {@code
 * groundhog.verify.seeds}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VerifyIT {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final int PARTITIONS = 3;

  /**
   * Minutes are seconds here, so that incidents end and come back while the test looks on; but not
   * within what verify takes for a moment.
   */
  private static final String FIRST_RULES =
      """
      defaults: {resolveAfter: 4s, reopenWithin: 7s, updateEvery: 500ms, notifyEvery: 500ms,
                 hostLoop: {crashes: 3, within: 5s}, wave: {hosts: 3, within: 5s}}
      """;

  /** Announced in the middle, a moment after the file is changed. */
  private static final String SECOND_RULES =
      """
      defaults: {resolveAfter: 3s, reopenWithin: 7s, updateEvery: 500ms, notifyEvery: 500ms,
                 hostLoop: {crashes: 4, within: 5s}, wave: {hosts: 3, within: 5s}}
      units: [{match: "unit-1*", channel: "#elsewhere"}, {match: "note:*", channel: "#notes"}]
      """;

  private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor();

  @TempDir Path folder;
  private @Nullable Process app;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Integer.getInteger("groundhog.verify.seeds", 1));
  }

  @AfterEach
  void stop() throws InterruptedException {
    schedule.shutdownNow();
    kill();
  }

  private void kill() throws InterruptedException {
    if (app != null) app.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest(name = "fleet {0}")
  @MethodSource("seeds")
  void
      what_was_alerted_agrees_with_the_log_although_the_app_was_killed_and_what_is_altered_is_found(
          long seed) throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        TopicClient client = new TopicClient(broker.bootstrapServers())) {
      rules(FIRST_RULES);
      start(broker);
      await().atMost(SOON).until(() -> hasTopics(client));
      happens(seed, broker, client);
      await().atMost(SOON).untilAsserted(() -> assertThat(open(client)).isEmpty());
      // Of what was told in the log's last seconds nobody can say that it is wrong.
      await().atMost(SOON).until(() -> newest(client, Topic.UNIT_EVENTS) > quietFrom(client));
      assertThat(scopes(client)).contains(Scope.UNIT, Scope.HOST, Scope.CAUSE);
      assertThat(client.read(Topic.CONTROL)).as("versions of the rules").hasSizeGreaterThan(1);

      StringWriter said = new StringWriter();
      assertThat(verify(broker, said)).as(said + logOf(client)).isZero();
      assertThat(said.toString()).startsWith("AGREES").doesNotContain(" 0 agree,");
      System.out.printf("fleet %d: %s", seed, said);

      for (Map.Entry<String, Alterations.Alteration> each : Alterations.all().entrySet()) {
        StringWriter found = new StringWriter();
        try (TestBroker altered = TestBroker.start(TestBroker.Kind.EMBEDDED)) {
          Alterations.copy(client, altered, PARTITIONS, each.getValue());
          assertThat(verify(altered, found)).as(each.getKey() + ": " + found).isEqualTo(1);
        }
        assertThat(found.toString())
            .as(each.getKey())
            .startsWith("DIFFERS")
            .contains(UnluckyFleet.LOOP);
      }
    }
  }

  /** In its time: the fleet's events, new rules, and the end of the app and its return. */
  private void happens(long seed, TestBroker broker, TopicClient client) throws Exception {
    List<UnluckyFleet.Happening> fleet = UnluckyFleet.of(seed);
    Random random = new Random(~seed);
    // Early enough that it is back before the fleet has come to rest.
    int killAt = fleet.size() / 8 + random.nextInt(fleet.size() / 4);
    int rulesAt = fleet.size() / 4 + random.nextInt(fleet.size() / 2);
    List<Future<?>> all = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < fleet.size(); i++) {
      UnluckyFleet.Happening next = fleet.get(i);
      at += next.pauseMillis();
      all.add(in(at, () -> write(client, next.event())));
      if (i == rulesAt) all.add(in(at, () -> rules(SECOND_RULES)));
      if (i == killAt) all.add(in(at, () -> restart(broker)));
    }
    await().atMost(SOON).until(() -> all.stream().allMatch(Future::isDone));
    for (Future<?> each : all) each.get();
  }

  private interface Deed {
    void run() throws Exception;
  }

  private Future<?> in(long millis, Deed deed) {
    Callable<Boolean> done =
        () -> {
          deed.run();
          return true;
        };
    return schedule.schedule(done, millis, TimeUnit.MILLISECONDS);
  }

  private void restart(TestBroker broker) throws Exception {
    kill();
    start(broker);
  }

  private static Set<Scope> scopes(TopicClient client) throws MalformedEventException {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (ConsumerRecord<String, byte[]> record : client.read(Topic.ALERTS)) {
      scopes.add(Wire.ALERT.decode(record.value()).scope());
    }
    return scopes;
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

  private static long quietFrom(TopicClient client) {
    return newest(client, Topic.ALERTS) + 6_000;
  }

  /** When the newest record was appended, in milliseconds. */
  private static long newest(TopicClient client, Topic topic) {
    return client.read(topic).stream().mapToLong(ConsumerRecord::timestamp).max().orElseThrow();
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

  private void rules(String text) throws IOException {
    Path other = Files.writeString(folder.resolve("rules.new"), text);
    Files.move(other, rulesFile(), ATOMIC_MOVE, REPLACE_EXISTING);
  }

  private Path rulesFile() {
    return folder.resolve("rules.yaml");
  }

  private void start(TestBroker broker) throws IOException {
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
                .formatted(
                    broker.bootstrapServers(), PARTITIONS, folder.resolve("state"), rulesFile()));
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
