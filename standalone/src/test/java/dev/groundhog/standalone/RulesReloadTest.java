package dev.groundhog.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.groundhog.events.Alert;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.health.StatusPage;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.standalone.broker.TestBroker;
import dev.groundhog.streams.StreamsApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New rules reach a running pipeline through the log, on a real broker. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RulesReloadTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String FIRST =
      "defaults: {resolveAfter: 10m, updateEvery: 1s, notifyEvery: 1s}\n";
  private static final String SECOND =
      "defaults: {resolveAfter: 3s, updateEvery: 1s, notifyEvery: 1s}\n";

  @TempDir Path folder;

  @Test
  void an_incident_keeps_its_identity_and_goes_on_by_the_new_rules() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("rules.yaml"), write("1.yaml", FIRST));
    Health health = new Health();
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        StreamsApp app = start(broker, "a", link, health);
        TopicClient client = new TopicClient(broker.bootstrapServers())) {
      for (int i = 0; i < 3; i++) client.crash("web-1", "chat.service");
      await().atMost(SOON).until(() -> !alerts(client).isEmpty());

      point(link, write("2.yaml", SECOND));
      await().atMost(SOON).until(() -> announced(client).size() == 2);
      assertThat(announced(client)).containsExactly(FIRST, SECOND);
      await().atMost(SOON).untilAsserted(() -> assertThat(words(health)).startsWith("those of"));
      client.crash("web-1", "chat.service");
      await().atMost(SOON).until(() -> newest(client).state().isOver());
      assertThat(alerts(client))
          .extracting(Alert::incident)
          .containsOnly(newest(client).incident());
      assertThat(newest(client).crashes()).isEqualTo(4);

      point(link, write("3.yaml", "defaults: {notifyevry: 3s}\n"));
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(words(health)).contains("line 1, column 12"));
      assertThat(health.isOk()).as("a typo must get nobody restarted").isTrue();
      assertThat(announced(client)).hasSize(2);
      client.crash("web-1", "chat.service");
      await()
          .atMost(SOON)
          .until(() -> alerts(client).stream().anyMatch(a -> a.reason() == Reason.REOPENED));
      await().atMost(SOON).until(() -> newest(client).state().isOver());

      point(link, write("4.yaml", FIRST));
      app.reloadRules();
      await().atMost(SOON).until(() -> announced(client).size() == 3);
      await().atMost(SOON).untilAsserted(() -> assertThat(words(health)).startsWith("those of"));
    }
  }

  @Test
  void of_two_instances_with_different_files_the_last_announcement_wins_in_both() throws Exception {
    Path one = write("one.yaml", FIRST);
    Path two = write("two.yaml", SECOND);
    Health ofOne = new Health();
    Health ofTwo = new Health();
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        StreamsApp a = start(broker, "a", one, ofOne);
        StreamsApp b = start(broker, "b", two, ofTwo);
        TopicClient client = new TopicClient(broker.bootstrapServers())) {
      await().atMost(SOON).until(() -> words(ofOne).contains("announced elsewhere"));
      assertThat(words(ofTwo)).startsWith("those of");
      String third = "defaults: {resolveAfter: 4s}\n";
      Files.writeString(one, third);
      await().atMost(SOON).until(() -> words(ofTwo).contains("announced elsewhere"));
      await().atMost(SOON).until(() -> words(ofOne).startsWith("those of"));
      assertThat(announced(client)).containsExactly(FIRST, SECOND, third);
    }
  }

  @Test
  void sighup_has_the_program_read_its_file_and_does_not_end_it() throws Exception {
    Path rules = write("rules.yaml", FIRST);
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        TopicClient client = new TopicClient(broker.bootstrapServers())) {
      Process process = program(broker, rules);
      try {
        await()
            .atMost(SOON)
            .until(() -> Files.readString(folder.resolve("log")).contains("/health"));
        await().atMost(SOON).until(() -> hangup(process).contains("was looked at"));
        Files.writeString(rules, SECOND);
        String unused = hangup(process);
        await().atMost(SOON).until(() -> announced(client).contains(SECOND));
        assertThat(process.isAlive()).isTrue();
      } finally {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
    }
  }

  /** Before its handler is in place the signal would end it: only a program that is up gets it. */
  private String hangup(Process process) throws Exception {
    String log = Files.readString(folder.resolve("log"));
    if (!log.contains("SIGHUP")) return "";
    new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
    return Files.readString(folder.resolve("log"));
  }

  private Process program(TestBroker broker, Path rules) throws IOException {
    Path config =
        write(
            "streams.properties",
            """
            kafka.bootstrap.servers=%s
            topics.events.partitions=1
            state.dir=%s
            rules.file=%s
            http.port=0
            """
                .formatted(broker.bootstrapServers(), folder.resolve("state"), rules));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    // A build that runs without a terminal may hand down that SIGHUP is to be ignored.
    return new ProcessBuilder(
            "env",
            "--default-signal=HUP",
            java,
            "-cp",
            System.getProperty("java.class.path"),
            "dev.groundhog.streams.StreamsMain",
            "--config",
            config.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  private StreamsApp start(TestBroker broker, String name, Path rules, Health health)
      throws Exception {
    Settings settings =
        Settings.of(
            Map.of(
                "kafka.bootstrap.servers", broker.bootstrapServers(),
                "topics.events.partitions", "1",
                "state.dir", folder.resolve(name).toString(),
                "rules.file", rules.toString()));
    StreamsApp app = StreamsApp.start(settings, health, StatusPage.newRegistry());
    await().atMost(Duration.ofSeconds(60)).until(health::isOk);
    return app;
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** As Kubernetes and careful scripts do: a new link is renamed over the old one. */
  private void point(Path link, Path to) throws IOException {
    Path other = Files.createSymbolicLink(folder.resolve("..link"), to);
    Files.move(other, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String words(Health health) {
    Health.Check check = health.checks().get("rules");
    return check == null ? "" : check.detail();
  }

  private static List<String> announced(TopicClient client) throws MalformedEventException {
    List<String> texts = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : client.read(Topic.CONTROL)) {
      ControlEvent event = Wire.CONTROL.decode(record.value());
      if (event.rules() != null) texts.add(event.rules());
    }
    return texts;
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
