package dev.groundhog.standalone;

import static org.awaitility.Awaitility.await;

import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.health.StatusPage;
import dev.groundhog.runtime.program.Program;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.slack.SlackSink;
import dev.groundhog.slack.fake.FakeSlack;
import dev.groundhog.streams.StreamsApp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The streams-app and the sink, on any broker, telling a stand-in for Slack. */
public final class Pipeline implements AutoCloseable {
  /** Times that a test can wait for; the thresholds are the built-in ones. */
  private static final String QUICK_RULES =
      """
      defaults:
        resolveAfter: 4s
        reopenWithin: 1m
        updateEvery: 1s
        notifyEvery: 1s
      """;

  private final Program.Running streams;
  private final Program.Running sink;

  private Pipeline(Program.Running streams, Program.Running sink) {
    this.streams = streams;
    this.sink = sink;
  }

  /** Starts both, and returns when both say that they work. */
  public static Pipeline start(String bootstrapServers, FakeSlack slack, Path folder)
      throws Exception {
    Settings settings = Settings.of(settings(bootstrapServers, slack, folder));
    Health health = new Health();
    var metrics = StatusPage.newRegistry();
    Program.Running streams = StreamsApp.start(settings, health, metrics);
    Program.Running sink = SlackSink.start(settings, health, metrics, System.out);
    await().atMost(Duration.ofSeconds(60)).until(health::isOk);
    return new Pipeline(streams, sink);
  }

  private static Map<String, String> settings(String bootstrapServers, FakeSlack slack, Path folder)
      throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.bootstrap.servers", bootstrapServers);
    settings.put("topics.events.partitions", "3");
    settings.put("state.dir", folder.resolve("state").toString());
    settings.put("rules.file", quickRules(folder).toString());
    settings.put("slack.api.url", slack.apiUrl().toString());
    settings.put("slack.token", FakeSlack.TOKEN);
    settings.put("slack.channel", "#alerts");
    settings.put("slack.edit.every", "1s");
    return settings;
  }

  static Path quickRules(Path folder) throws Exception {
    return Files.writeString(folder.resolve("rules.yaml"), QUICK_RULES);
  }

  @Override
  public void close() {
    sink.close();
    streams.close();
  }
}
