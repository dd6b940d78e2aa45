package dev.groundhog.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import dev.groundhog.slack.fake.FakeSlack;
import dev.groundhog.standalone.broker.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From records on the events topic to calls at Slack, on real brokers. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EndToEndTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void a_crash_on_each_of_three_hosts_is_told_in_exactly_one_message_that_stays_true(
      TestBroker.Kind kind) throws Exception {
    try (TestBroker broker = TestBroker.start(kind);
        FakeSlack slack = FakeSlack.start();
        Pipeline pipeline = Pipeline.start(broker.bootstrapServers(), slack, folder);
        TopicClient client = new TopicClient(broker.bootstrapServers())) {
      for (String host : List.of("web-1", "web-2", "web-3")) client.crash(host, "chat.service");
      await().atMost(SOON).until(() -> slack.posts() == 1);
      assertThat(slack.inChannels().get(0).text()).contains("chat.service").contains("3 hosts");

      for (int i = 0; i < 5; i++) client.crash("web-1", "chat.service");
      await().atMost(SOON).until(() -> newest(client).state() != AlertState.OPEN);
      await().atMost(SOON).until(() -> slack.replies() > 0);

      assertThat(newest(client).crashes()).isEqualTo(8);
      assertThat(slack.posts()).as("new messages").isEqualTo(1);
      assertThat(slack.edits()).as("edits").isPositive();
      assertThat(slack.thread(slack.inChannels().get(0).ts())).isNotEmpty();
      assertThat(slack.rateLimited()).as("calls that came too early").isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_cannot_be_read_becomes_a_dead_letter_with_its_reason_and_the_stream_goes_on(
      TestBroker.Kind kind) throws Exception {
    try (TestBroker broker = TestBroker.start(kind);
        FakeSlack slack = FakeSlack.start();
        Pipeline pipeline = Pipeline.start(broker.bootstrapServers(), slack, folder);
        TopicClient client = new TopicClient(broker.bootstrapServers())) {
      client.write("a", "this is no JSON");
      client.write("b", "{\"type\":\"stopped\",\"host\":7,\"unit\":\"chat.service\"}");
      client.write("c", "{\"type\":\"stopped\",\"unit\":\"chat.service\"}");
      client.write("d", "[".repeat(100_000));
      // Compressed it passes the topic's limit of 1 MiB; a copy of it would not.
      String fiveMegabytes = "x".repeat(5_000_000);
      client.write(
          "e",
          "{\"type\":\"stopped\",\"host\":\"web-9\",\"unit\":\"a.service\",\"text\":\"%s\"}"
              .formatted(fiveMegabytes));
      for (String host : List.of("web-1", "web-2", "web-3")) client.crash(host, "chat.service");

      await().atMost(SOON).until(() -> slack.posts() == 1);
      await().atMost(SOON).until(() -> client.read(Topic.DEAD_LETTERS).size() >= 5);
      List<ConsumerRecord<String, byte[]>> letters = client.read(Topic.DEAD_LETTERS);
      assertThat(letters)
          .extracting(r -> r.key())
          .containsExactlyInAnyOrder("a", "b", "c", "d", "e");
      assertThat(reasonOf(letters, "a")).contains("JSON");
      assertThat(reasonOf(letters, "b")).contains("host");
      assertThat(reasonOf(letters, "c")).contains("host");
      assertThat(reasonOf(letters, "d")).isNotEmpty();
      assertThat(reasonOf(letters, "e")).contains("bytes");
      assertThat(letters).allSatisfy(r -> assertThat(r.value()).hasSizeLessThan(300_000));
      assertThat(newest(client).crashes()).isEqualTo(3);
    }
  }

  @Test
  void what_happens_while_Slack_is_away_is_told_once_when_it_is_back() throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        FakeSlack slack = FakeSlack.start();
        Pipeline pipeline = Pipeline.start(broker.bootstrapServers(), slack, folder);
        TopicClient client = new TopicClient(broker.bootstrapServers())) {
      slack.away();
      for (String host : List.of("web-1", "web-2", "web-3")) client.crash(host, "chat.service");
      await().atMost(SOON).until(() -> !client.read(Topic.ALERTS).isEmpty());
      assertThat(slack.messages()).isEmpty();

      slack.back();
      await().atMost(Duration.ofSeconds(60)).until(() -> slack.posts() == 1);
      await().atMost(SOON).until(() -> newest(client).state() != AlertState.OPEN);
      await().atMost(SOON).until(() -> slack.edits() + slack.replies() > 0);
      assertThat(slack.posts()).isEqualTo(1);
    }
  }

  /** The newest revision of the one incident that there is. */
  private static Alert newest(TopicClient client) throws Exception {
    List<ConsumerRecord<String, byte[]>> alerts = client.read(Topic.ALERTS);
    assertThat(alerts)
        .extracting(ConsumerRecord::key)
        .as("incidents")
        .containsOnly(alerts.get(0).key());
    return Wire.ALERT.decode(alerts.get(alerts.size() - 1).value());
  }

  private static String reasonOf(List<ConsumerRecord<String, byte[]>> letters, String key) {
    return letters.stream()
        .filter(r -> r.key().equals(key))
        .map(r -> new String(r.headers().lastHeader("groundhog.reason").value(), UTF_8))
        .findFirst()
        .orElseThrow();
  }
}
