package dev.groundhog.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.groundhog.events.Alert;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import dev.groundhog.slack.fake.FakeSlack;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, as somebody runs it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StandaloneIT {
  private static final String READY = "groundhog ready: bootstrap.servers=";
  private static final Duration SOON = Duration.ofSeconds(40);

  /** A start is about 5 s, on a busy machine 20 s; a hanging transaction is aborted after 10 s. */
  private static final Duration READY_WITHIN = Duration.ofSeconds(90);

  @TempDir Path folder;
  private @Nullable Process process;

  @AfterEach
  void endWhatIsLeft() throws Exception {
    if (process != null) process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  @Test
  void after_kill_minus_nine_everything_is_still_there_and_nothing_is_told_twice()
      throws Exception {
    try (FakeSlack slack = FakeSlack.start()) {
      Path config = settings(slack);
      String bootstrap = start(config, "0");
      try (TopicClient client = new TopicClient(bootstrap)) {
        for (String host : List.of("web-1", "web-2", "web-3")) client.crash(host, "chat.service");
        await().atMost(SOON).until(() -> slack.posts() == 1);
        // Between Slack's answer and its record a kill leaves the outcome unknown: not this test.
        await().atMost(SOON).until(() -> isRecorded(client));
      }
      running().destroyForcibly().waitFor(10, TimeUnit.SECONDS);

      String port = bootstrap.substring(bootstrap.indexOf(':') + 1);
      assertThat(start(config, port)).isEqualTo(bootstrap);
      try (TopicClient client = new TopicClient(bootstrap)) {
        client.crash("web-4", "chat.service");
        await()
            .atMost(SOON)
            .untilAsserted(
                () -> assertThat(newest(client).crashes()).as(client::story).isEqualTo(4));
        await()
            .atMost(SOON)
            .untilAsserted(
                () ->
                    assertThat(slack.inChannels().get(0).text())
                        .as(client::story)
                        .contains("4 hosts"));
        assertThat(
                client.read(Topic.UNIT_EVENTS).stream()
                    .filter(r -> r.key() != null && r.key().startsWith("web-")))
            .as("crashes on the log")
            .hasSize(4);
      }
      assertThat(slack.posts()).as("new messages").isEqualTo(1);

      long start = System.nanoTime();
      running().destroy();
      assertThat(running().waitFor(10, TimeUnit.SECONDS)).as("ends within 10 s").isTrue();
      assertThat(running().exitValue()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void a_port_that_is_taken_is_named_and_nothing_is_started() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      launch(null, Integer.toString(taken.getLocalPort()));
      assertThat(running().waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(running().exitValue()).isEqualTo(2);
      assertThat(said())
          .contains("--port: expected a free port")
          .contains(Integer.toString(taken.getLocalPort()))
          .doesNotContain("\tat ");
    }
  }

  private Path settings(FakeSlack slack) throws Exception {
    return Files.writeString(
        folder.resolve("groundhog.properties"),
        """
        slack.api.url=%s
        slack.token=%s
        slack.channel=#alerts
        slack.edit.every=1s
        http.port=off
        rules.file=%s
        """
            .formatted(slack.apiUrl(), FakeSlack.TOKEN, rules()));
  }

  /** Built-in thresholds; but no end of the incident while this test kills and restarts. */
  private Path rules() throws IOException {
    return Files.writeString(
        folder.resolve("rules.yaml"), "defaults: {updateEvery: 1s, notifyEvery: 1s}\n");
  }

  /** Starts it; returns its bootstrap servers when it says that it is ready. */
  private String start(Path config, String port) throws Exception {
    launch(config, port);
    String line = firstLine();
    assertThat(line).as(said()).startsWith(READY);
    return line.substring(READY.length());
  }

  /** Fails, with what the program said, when it neither is ready nor ends. */
  private String firstLine() throws Exception {
    BufferedReader out = running().inputReader(StandardCharsets.UTF_8);
    try {
      return CompletableFuture.supplyAsync(() -> out.lines().findFirst().orElse("(it ended)"))
          .get(READY_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("not ready within " + READY_WITHIN + "; it said:\n" + said(), e);
    }
  }

  private void launch(@Nullable Path config, String port) throws IOException {
    String program =
        Path.of(
                System.getProperty("groundhog.root"),
                "standalone/target/dist/bin/groundhog-standalone")
            .toString();
    ProcessBuilder builder =
        new ProcessBuilder(program, "--port", port, "--data", folder.resolve("data").toString())
            .redirectError(folder.resolve("stderr").toFile());
    if (config != null) builder.command().add("--config=" + config);
    process = builder.start();
  }

  private Process running() {
    if (process == null) throw new IllegalStateException("nothing was started");
    return process;
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("stderr"));
  }

  private static boolean isRecorded(TopicClient client) throws Exception {
    List<ConsumerRecord<String, byte[]>> deliveries = client.read(Topic.DELIVERIES);
    return !deliveries.isEmpty()
        && Wire.DELIVERY.decode(deliveries.get(deliveries.size() - 1).value()).revision() > 0;
  }

  private static Alert newest(TopicClient client) throws Exception {
    List<ConsumerRecord<String, byte[]>> alerts = client.read(Topic.ALERTS);
    return Wire.ALERT.decode(alerts.get(alerts.size() - 1).value());
  }
}
