package dev.groundhog.standalone;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.groundhog.events.Topic;
import dev.groundhog.slack.fake.FakeSlack;
import dev.groundhog.standalone.broker.TestBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hosts on which systemd is PID 1, a real unit crashes, and the installed drop-in calls the hook.
 * They are booted by a program {@code host up|run|root|down NAME} in the folder that {@code
 * GROUNDHOG_LAB} names; it needs root and systemd-nspawn.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SystemdHostsIT {
  private static final List<String> HOSTS = List.of("gh-web-1", "gh-web-2", "gh-web-3");
  private static final Path DIST =
      Path.of(System.getProperty("groundhog.root", ".."), "producer/target/dist");
  private static final Path CHAT =
      Path.of(System.getProperty("groundhog.root", ".."), "standalone/target/dist/demo/chat");

  private static final String UNIT =
      """
      [Unit]
      Description=A chat room that somebody leaves
      [Service]
      ExecStart=%s -cp /opt/chat chat.Chat
      StandardInput=file:/opt/chat/commands
      """
          .formatted(Path.of(System.getProperty("java.home"), "bin/java"));

  @TempDir Path folder;
  private final List<String> booted = new ArrayList<>();

  @BeforeEach
  void isPossibleHere() {
    String lab = System.getenv("GROUNDHOG_LAB");
    assumeTrue(
        lab != null && !lab.isEmpty(), "GROUNDHOG_LAB is not set, so no systemd host was booted");
    assumeTrue(
        System.getProperty("user.name").equals("root"), "not root, so no systemd host was booted");
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/systemd-nspawn")),
        "no systemd-nspawn, so no systemd host was booted");
  }

  @AfterEach
  void powerOff() throws Exception {
    for (String host : booted) host("down", host);
  }

  @Test
  void a_unit_that_crashes_once_on_each_of_three_hosts_is_told_in_exactly_one_message()
      throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        FakeSlack slack = FakeSlack.start();
        Pipeline pipeline = Pipeline.start(broker.bootstrapServers(), slack, folder);
        TopicClient client = new TopicClient(broker.bootstrapServers())) {
      for (String host : HOSTS) boot(host, broker.bootstrapServers());

      // One by one: the lab's hosts share one tree of control groups, so that a unit of one, when
      // it
      // ends, would kill what runs at that moment in the unit of the same name of another.
      for (String host : HOSTS) {
        host("run", host, "systemctl", "start", "chat.service");
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () ->
                    assertThat(crashesOf(client, host))
                        .as(() -> client.story() + journals())
                        .isEqualTo(1));
      }

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(slack.posts()).as(() -> client.story() + journals()).isEqualTo(1));
      assertThat(slack.inChannels().get(0).text()).contains("chat.service").contains("3 ");
      // The journal's tail came along: what the program said when it died is in the message.
      assertThat(slack.inChannels().get(0).payload().toString())
          .contains("ArrayIndexOutOfBoundsException");
      await().atMost(Duration.ofSeconds(40)).until(() -> slack.edits() + slack.replies() > 0);
      assertThat(slack.posts()).as("new messages").isEqualTo(1);
      assertThat(client.read(Topic.DEAD_LETTERS)).isEmpty();
    }
  }

  private static long crashesOf(TopicClient client, String host) {
    return client.read(Topic.UNIT_EVENTS).stream()
        .map(r -> new String(r.value(), StandardCharsets.UTF_8))
        .filter(e -> e.contains("\"type\":\"stopped\"") && e.contains("\"" + host + "\""))
        .count();
  }

  /** What the hosts say themselves, for the message of a test that waited in vain. */
  private String journals() {
    StringBuilder all = new StringBuilder();
    for (String host : HOSTS) {
      try {
        all.append("\n").append(host).append(": ");
        all.append(host("run", host, "ls", "/var/spool/groundhog").replace('\n', ' ')).append("\n");
        all.append(
            host(
                "run",
                host,
                "journalctl",
                "--no-pager",
                "-q",
                "-n",
                "40",
                "-u",
                "chat",
                "-u",
                "groundhog-agent"));
      } catch (Exception e) {
        all.append(e);
      }
    }
    return all.toString();
  }

  private void boot(String host, String bootstrapServers) throws Exception {
    booted.add(host);
    host("up", host);
    Path root = Path.of(host("root", host).strip());
    copy(DIST, root.resolve("usr/lib/groundhog"));
    Files.createDirectories(root.resolve("etc/groundhog"));
    Files.writeString(
        root.resolve("etc/groundhog/producer.properties"),
        "kafka.bootstrap.servers=" + bootstrapServers + "\n");
    Files.copy(
        DIST.resolve("systemd/groundhog-agent.service"),
        root.resolve("etc/systemd/system/groundhog-agent.service"));
    compileChat(root.resolve("opt/chat"));
    Files.writeString(root.resolve("opt/chat/commands"), "leave grace\nsay is anybody there?\n");
    Files.writeString(root.resolve("etc/systemd/system/chat.service"), UNIT);
    host("run", host, "/usr/lib/groundhog/bin/groundhog", "install", "chat.service");
    host("run", host, "systemctl", "daemon-reload");
    host("run", host, "systemctl", "start", "groundhog-agent.service");
  }

  private static void compileChat(Path classes) throws IOException {
    Files.createDirectories(classes);
    int status =
        requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK is needed")
            .run(null, null, null, "-d", classes.toString(), CHAT.resolve("Chat.java").toString());
    assertThat(status).isZero();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) Files.createDirectories(target);
        else Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /** Runs the lab's program; returns what it printed. */
  private String host(String... args) throws Exception {
    @Nullable String lab = System.getenv("GROUNDHOG_LAB");
    List<String> command = new ArrayList<>(List.of(lab + "/host"));
    command.addAll(List.of(args));
    Path said = Files.createTempFile(folder, "host", ".out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("%s ended", command).isTrue();
    String out = Files.readString(said, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as("%s: %s", command, out).isZero();
    return out;
  }
}
