package dev.groundhog.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.health.StatusPage;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.standalone.broker.TestBroker;
import dev.groundhog.streams.StreamsApp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crash loop goes on while nobody judges it, for far longer than a recovery takes. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DowntimeTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** The built-in 10 minutes and an outage of 15 are here 4 s and at least 10 s. */
  private static final String RULES =
      "defaults: {resolveAfter: 4s, reopenWithin: 10m, updateEvery: 1s, notifyEvery: 1s}\n";

  private static final Duration DOWN = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void nothing_recovers_by_mistake_and_the_figures_catch_up() throws Exception {
    AtomicInteger crashes = new AtomicInteger();
    ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        TopicClient client = new TopicClient(broker.bootstrapServers())) {
      int before;
      try (StreamsApp app = start(broker)) {
        Future<?> loop =
            thread.scheduleAtFixedRate(() -> crash(client, crashes), 0, 300, TimeUnit.MILLISECONDS);
        await().atMost(SOON).until(() -> !alerts(client).isEmpty());
        assertThat(loop.isDone()).isFalse();
      }
      before = crashes.get();
      await().pollDelay(DOWN).atMost(SOON).until(() -> crashes.get() > before + 25);
      try (StreamsApp app = start(broker)) {
        await().atMost(SOON).until(() -> newest(client).crashes() > before + 30);
        assertThat(alerts(client))
            .extracting(Alert::state)
            .as("while it crashes on")
            .containsOnly(AlertState.OPEN);
        thread.shutdown();
        assertThat(thread.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        await().atMost(SOON).until(() -> newest(client).state().isOver());
        assertThat(newest(client).crashes()).isEqualTo(crashes.get());
        assertThat(alerts(client))
            .extracting(Alert::incident)
            .containsOnly(newest(client).incident());
      }
    } finally {
      thread.shutdownNow();
    }
  }

  private static void crash(TopicClient client, AtomicInteger crashes) {
    try {
      client.crash("web-" + crashes.get() % 5, "chat.service");
      crashes.incrementAndGet();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private StreamsApp start(TestBroker broker) throws Exception {
    Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    Health health = new Health();
    Settings settings =
        Settings.of(
            Map.of(
                "kafka.bootstrap.servers", broker.bootstrapServers(),
                "topics.events.partitions", "3",
                "state.dir", folder.resolve("state").toString(),
                "rules.file", rules.toString()));
    StreamsApp app = StreamsApp.start(settings, health, StatusPage.newRegistry());
    await().atMost(SOON).until(health::isOk);
    return app;
  }

  private static Alert newest(TopicClient client) throws MalformedEventException {
    List<Alert> alerts = alerts(client);
    return alerts.get(alerts.size() - 1);
  }

  private static List<Alert> alerts(TopicClient client) throws MalformedEventException {
    List<Alert> alerts = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : client.read(Topic.ALERTS)) {
      alerts.add(Wire.ALERT.decode(record.value()));
    }
    return alerts;
  }
}
