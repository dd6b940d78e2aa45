package dev.groundhog.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.health.StatusPage;
import dev.groundhog.runtime.kafka.Topics;
import dev.groundhog.runtime.program.Program;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.slack.SlackSink;
import dev.groundhog.slack.fake.Alerts;
import dev.groundhog.slack.fake.FakeMessage;
import dev.groundhog.slack.fake.FakeSlack;
import dev.groundhog.standalone.broker.TestBroker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The day, from the alerts of a real broker to Slack. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DailyDigestTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void the_day_is_read_from_the_alerts_and_told_once_also_by_the_next_sink() throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        FakeSlack slack = FakeSlack.start();
        TopicClient client = new TopicClient(broker.bootstrapServers())) {
      Settings settings = settings(broker, slack);
      new Topics(settings).ensure(List.of(Topic.ALERTS));
      write(client, 1, 3);
      write(client, 2, 17);
      client.write(Topic.ALERTS, "x", new byte[] {'?'});
      try (Program.Running sink = sink(settings)) {
        await().atMost(SOON).until(() -> slack.posts() == 1);
        assertThat(sink).isNotNull();
      }
      FakeMessage told = slack.inChannels().get(0);
      assertThat(told.text()).contains("Daily digest: 17 crashes of 1 service");
      assertThat(told.channel()).isEqualTo("CALERTS");
      try (Program.Running next = sink(settings)) {
        // A message of a later incident shows that it had its turn.
        Alert later = AlertBuilder.builder(Alerts.wave()).lastCrashAt(now()).build();
        client.write(Topic.INCIDENTS, later.incident(), Wire.ALERT.encode(later));
        await().atMost(SOON).until(() -> slack.posts() == 2);
        assertThat(next).isNotNull();
      }
      assertThat(slack.inChannels().get(1).text()).contains("chat.service is crashing");
    }
  }

  private static void write(TopicClient client, int revision, long crashes) throws Exception {
    Alert alert =
        AlertBuilder.builder(Alerts.wave())
            .revision(revision)
            .newsRevision(1)
            .crashes(crashes)
            .at(now().minus(Duration.ofHours(3 - revision)))
            .build();
    client.write(Topic.ALERTS, alert.incident(), Wire.ALERT.encode(alert));
  }

  private static Program.Running sink(Settings settings) throws Exception {
    return SlackSink.start(settings, new Health(), StatusPage.newRegistry(), System.out);
  }

  private static Settings settings(TestBroker broker, FakeSlack slack) {
    String lastMinute = DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC).format(now());
    return Settings.of(
        Map.of(
            "kafka.bootstrap.servers",
            broker.bootstrapServers(),
            "slack.api.url",
            slack.apiUrl().toString(),
            "slack.token",
            FakeSlack.TOKEN,
            "slack.channel",
            "#alerts",
            "slack.daily.at",
            lastMinute));
  }

  private static Instant now() {
    return Clock.systemUTC().instant();
  }
}
