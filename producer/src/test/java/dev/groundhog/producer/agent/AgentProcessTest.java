package dev.groundhog.producer.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code groundhog agent} as a process of its own, with a broker that is away. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AgentProcessTest {
  @TempDir Path temp;
  private final AtomicInteger answered = new AtomicInteger();
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void a_broker_that_is_away_is_said_once_and_a_stop_takes_two_seconds_and_loses_nothing()
      throws Exception {
    Path event =
        Files.writeString(
            Files.createDirectory(temp.resolve("spool")).resolve("event"), "not read yet");
    Process agent = agent("first.log");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> log("first.log").contains("waiting for Kafka"));

    long began = System.nanoTime();
    agent.destroy();
    assertThat(agent.waitFor(20, TimeUnit.SECONDS)).isTrue();

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    assertThat(agent.exitValue()).isZero();
    assertThat(event).exists();
    assertThat(log("first.log")).containsOnlyOnce("waiting for Kafka").doesNotContain("\tat ");
  }

  @Test
  void a_second_agent_on_the_same_spool_says_so_and_exits() throws Exception {
    agent("first.log");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> log("first.log").contains("waiting for Kafka"));

    Process second = agent("second.log");

    assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(1);
    assertThat(log("second.log")).contains("another agent works on this spool");
  }

  @Test
  void a_wrong_setting_is_named_and_ends_with_2() throws Exception {
    Process agent = agent("first.log", "GROUNDHOG_JOURNAL=sometimes");

    assertThat(agent.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(agent.exitValue()).isEqualTo(2);
    assertThat(log("first.log"))
        .contains("journal: expected auto or off, found \"sometimes\". Nothing was started.");
  }

  @Test
  void a_setting_that_kafkas_client_does_not_take_is_named_and_ends_with_2() throws Exception {
    Process agent = agent("first.log", "GROUNDHOG_KAFKA_ACKS=banana");

    assertThat(agent.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(agent.exitValue()).isEqualTo(2);
    assertThat(log("first.log")).contains("kafka.acks: expected", "banana", "Nothing was started.");
  }

  @Test
  void systemd_is_told_that_the_agent_is_ready_while_the_broker_is_away() throws Exception {
    Path said = temp.resolve("said");
    Path bin = Files.createDirectory(temp.resolve("bin"));
    Path notify =
        Files.writeString(bin.resolve("systemd-notify"), "#!/bin/sh\necho \"$*\" >>" + said);
    Files.setPosixFilePermissions(notify, PosixFilePermissions.fromString("rwxr-xr-x"));
    Process agent =
        agent(
            "first.log",
            "NOTIFY_SOCKET=/run/nowhere",
            "WATCHDOG_USEC=400000",
            "PATH=" + bin + ":/usr/bin:/bin");

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.exists(said) && Files.readAllLines(said).size() > 3);
    agent.destroy();

    assertThat(Files.readAllLines(said)).first().asString().contains("--ready", "WATCHDOG=1");
    await().untilAsserted(() -> assertThat(said).content().contains("STOPPING=1"));
  }

  /**
   * The client takes the first four bytes for a length: 15 03 03 00, a TLS alert, is 352 MB, more
   * than the heap.
   */
  @Test
  void something_that_answers_and_is_no_broker_does_not_end_the_agent() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread answers = new Thread(() -> alert(server));
      answers.setDaemon(true);
      answers.start();
      Process agent =
          agent(
              "first.log", "GROUNDHOG_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:" + server.getLocalPort());

      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> log("first.log").contains("does not speak Kafka's protocol"));
      await().until(() -> answered.get() > 3);

      assertThat(agent.isAlive()).isTrue();
      assertThat(log("first.log")).containsOnlyOnce("waiting for Kafka").doesNotContain("\tat ");
    }
  }

  private void alert(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        if (socket.getInputStream().read() < 0) continue;
        socket.getOutputStream().write(new byte[] {0x15, 3, 3, 0, 2, 2, 0x32});
        socket.getOutputStream().flush();
        answered.incrementAndGet();
        while (socket.getInputStream().read() >= 0) Thread.onSpinWait();
      } catch (IOException e) {
        // The next one.
      }
    }
  }

  private Process agent(String log, String... environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.groundhog.producer.ProducerMain",
            "agent");
    // Port 9 is "discard": nobody listens.
    builder.environment().put("GROUNDHOG_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9");
    builder.environment().put("GROUNDHOG_SPOOL_DIR", temp.resolve("spool").toString());
    builder.environment().put("GROUNDHOG_HTTP_PORT", "off");
    builder.environment().put("GROUNDHOG_JOURNAL", "off");
    for (String variable : environment) {
      String[] parts = variable.split("=", 2);
      builder.environment().put(parts[0], parts[1]);
    }
    builder.redirectErrorStream(true).redirectOutput(temp.resolve(log).toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private String log(String name) throws IOException {
    return Files.readString(temp.resolve(name), StandardCharsets.UTF_8);
  }
}
