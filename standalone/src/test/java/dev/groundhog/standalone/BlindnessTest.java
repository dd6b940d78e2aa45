package dev.groundhog.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.groundhog.events.Topic;
import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.health.StatusPage;
import dev.groundhog.runtime.program.Program;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.slack.SlackSink;
import dev.groundhog.slack.fake.FakeSlack;
import dev.groundhog.standalone.broker.TestBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A sink whose streams-app does not run. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BlindnessTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final byte[] TICK =
      "{\"v\":1,\"type\":\"tick\",\"host\":\"\"}".getBytes(StandardCharsets.UTF_8);

  @Test
  void that_nothing_ticks_is_told_once_and_when_it_ticks_again() throws Exception {
    ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        FakeSlack slack = FakeSlack.start();
        Program.Running sink = sink(broker, slack);
        TopicClient client = new TopicClient(broker.bootstrapServers())) {
      client.crash("web-1", "chat.service");
      await().atMost(SOON).until(() -> slack.posts() == 1);
      assertThat(slack.inChannels().get(0).text()).contains("Alerting is blind");
      assertThat(slack.inChannels().get(0).channel()).isEqualTo("CPLATFORM");

      var ticking =
          ticker.scheduleAtFixedRate(
              () -> client.toAll(Topic.UNIT_EVENTS, TICK), 0, 1, TimeUnit.SECONDS);
      await().atMost(SOON).until(() -> slack.replies() == 1);
      assertThat(slack.inChannels())
          .singleElement()
          .satisfies(message -> assertThat(message.text()).contains("Alerting sees again"));
      assertThat(sink).isNotNull();
      assertThat(ticking.isDone()).isFalse();
    } finally {
      ticker.shutdownNow();
    }
  }

  private static Program.Running sink(TestBroker broker, FakeSlack slack) throws Exception {
    Map<String, String> settings =
        Map.of(
            "kafka.bootstrap.servers",
            broker.bootstrapServers(),
            "slack.api.url",
            slack.apiUrl().toString(),
            "slack.token",
            FakeSlack.TOKEN,
            "slack.channel",
            "#alerts",
            "slack.fallback.channel",
            "#platform",
            "slack.blind.after",
            "5s");
    return SlackSink.start(
        Settings.of(settings), new Health(), StatusPage.newRegistry(), System.out);
  }
}
