package dev.groundhog.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import dev.groundhog.slack.digest.Digest;
import dev.groundhog.slack.digest.Rung;
import dev.groundhog.slack.fake.Alerts;
import dev.groundhog.slack.fake.FakeMessage;
import dev.groundhog.slack.fake.FakeSlack;
import dev.groundhog.slack.fake.FakeWorkspace.Fault;
import dev.groundhog.standalone.broker.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged sink, killed again and again while it talks to a Slack that loses answers. How often
 * is the setting {@code groundhog.kills}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SinkKilledIT {
  private static final int KILLS = Integer.getInteger("groundhog.kills", 3);

  /** A start, the group's 6 s until a dead member is missed, and looks over 45 s. */
  private static final Duration SOON = Duration.ofMinutes(2);

  private final Random random = new Random(7);
  private final Map<String, Alert> newest = new LinkedHashMap<>();
  @TempDir Path folder;
  private @Nullable Process sink;

  @AfterEach
  void endWhatIsLeft() throws Exception {
    kill();
  }

  private void kill() throws InterruptedException {
    if (sink != null) sink.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  @Test
  void every_incident_is_told_and_none_twice_however_often_the_sink_is_killed() throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        FakeSlack slack = FakeSlack.start();
        TopicClient client = new TopicClient(broker.bootstrapServers())) {
      Path settings = settings(broker, slack);
      start(settings);
      await().atMost(SOON).until(() -> hasTopics(client));
      for (int i = 0; i < KILLS; i++) {
        int before = slack.calls();
        trouble(slack);
        should(client, first("a" + i));
        should(client, first("b" + i));
        if (i > 0) should(client, Alerts.news(was("a" + (i - 1)), Reason.SPREAD, AlertState.OPEN));
        await()
            .atMost(SOON)
            .pollInterval(Duration.ofMillis(1 + random.nextInt(60)))
            .until(() -> slack.calls() > before);
        kill();
        start(settings);
      }
      await().atMost(SOON).untilAsserted(() -> allIsTold(client));
      Map<String, Delivery> seen = seen(client);
      newest.keySet().forEach(incident -> isToldOnce(slack, incident, seen));
    }
  }

  /** One of the next calls loses its answer, stored or not. */
  private void trouble(FakeSlack slack) {
    switch (random.nextInt(4)) {
      case 0 -> slack.next(new Fault.StoreAndCut());
      case 1 -> slack.next(new Fault.Cut());
      case 2 -> slack.next(new Fault.StoreAndSay(500, ""));
      default -> {}
    }
  }

  private static Alert first(String incident) {
    return AlertBuilder.builder(Alerts.wave()).incident(incident).unit(incident).build();
  }

  private Alert was(String incident) {
    return java.util.Objects.requireNonNull(newest.get(incident));
  }

  private void should(TopicClient client, Alert alert) throws Exception {
    newest.put(alert.incident(), alert);
    client.write(Topic.INCIDENTS, alert.incident(), Wire.ALERT.encode(alert));
  }

  private static boolean hasTopics(TopicClient client) {
    try {
      return client.read(Topic.INCIDENTS).isEmpty();
    } catch (RuntimeException e) {
      return false;
    }
  }

  private void allIsTold(TopicClient client) throws Exception {
    Map<String, Delivery> seen = seen(client);
    for (Alert alert : newest.values()) {
      Delivery told = seen.getOrDefault(alert.incident(), Delivery.none(alert.incident()));
      assertThat(told.intents()).as(alert.incident()).isEmpty();
      assertThat(told.newsRevision()).isGreaterThanOrEqualTo(alert.newsRevision());
    }
  }

  private static Map<String, Delivery> seen(TopicClient client) throws Exception {
    Map<String, Delivery> seen = new HashMap<>();
    for (ConsumerRecord<String, byte[]> each : client.read(Topic.DELIVERIES)) {
      seen.put(each.key(), Wire.DELIVERY.decode(each.value()));
    }
    return seen;
  }

  /** In a message of its own, or, where many waited, in one for all of them. */
  private void isToldOnce(FakeSlack slack, String incident, Map<String, Delivery> seen) {
    List<FakeMessage> told = messages(slack, incident);
    List<FakeMessage> own = told.stream().filter(m -> m.threadTs() == null).toList();
    String storm = seen.getOrDefault(incident, Delivery.none(incident)).storm();
    if (storm == null) {
      assertThat(own).as(incident).hasSize(1);
    } else {
      assertThat(messages(slack, storm)).filteredOn(m -> m.threadTs() == null).hasSize(1);
      assertThat(own).as(incident).hasSizeLessThan(2);
    }
    String now = Digest.message(was(incident), Rung.FULL).text();
    assertThat(own).allSatisfy(m -> assertThat(m.text()).isEqualTo(now));
    assertThat(told).allSatisfy(m -> assertThat(m.everything()).doesNotContain("repeated"));
    Map<String, Long> replies =
        told.stream()
            .filter(m -> m.threadTs() != null)
            .collect(Collectors.groupingBy(FakeMessage::text, Collectors.counting()));
    assertThat(replies.values()).as(incident).allMatch(n -> n == 1);
  }

  private static List<FakeMessage> messages(FakeSlack slack, String id) {
    return slack.messages().stream()
        .filter(m -> id.equals(m.metadata().at("/event_payload/incident").asText()))
        .toList();
  }

  private Path settings(TestBroker broker, FakeSlack slack) throws IOException {
    return Files.writeString(
        folder.resolve("slack.properties"),
        """
        kafka.bootstrap.servers=%s
        slack.api.url=%s
        slack.token=%s
        slack.channel=#alerts
        slack.edit.every=1s
        slack.call.within=1s
        http.port=off
        """
            .formatted(broker.bootstrapServers(), slack.apiUrl(), FakeSlack.TOKEN));
  }

  private void start(Path settings) throws IOException {
    Path program =
        Path.of(System.getProperty("groundhog.root"), "slack-sink/target/dist/bin/groundhog-slack");
    sink =
        new ProcessBuilder(program.toString(), "--config=" + settings)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("said").toFile()))
            .start();
  }
}
