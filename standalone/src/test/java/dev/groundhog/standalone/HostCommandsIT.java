package dev.groundhog.standalone;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.groundhog.events.Topic;
import dev.groundhog.standalone.broker.TestBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people type, on a host with a real systemd: install, uninstall, doctor, send. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostCommandsIT {
  private static final String HOST = "gh-commands";
  private static final String GROUNDHOG = "/usr/lib/groundhog/bin/groundhog";
  private static final String NO_BROKER = "127.0.0.1:1";
  private static final Path DIST =
      Path.of(System.getProperty("groundhog.root", ".."), "producer/target/dist");

  @TempDir Path folder;
  private Path root = Path.of("not booted");

  @BeforeEach
  void boot() throws Exception {
    String lab = System.getenv("GROUNDHOG_LAB");
    assumeTrue(
        lab != null && !lab.isEmpty(), "GROUNDHOG_LAB is not set, so no systemd host was booted");
    assumeTrue(
        System.getProperty("user.name").equals("root"), "not root, so no systemd host was booted");
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/systemd-nspawn")),
        "no systemd-nspawn, so no systemd host was booted");
    host("up", HOST);
    root = Path.of(host("root", HOST).strip());
    copy(DIST, root.resolve("usr/lib/groundhog"));
    Files.createDirectories(root.resolve("etc/groundhog"));
    unit("ghcmd-crash.service", "[Service]\nExecStart=/bin/sh -c 'exit 3'\n");
    unit("ghcmd-job.service", "[Service]\nType=oneshot\nExecStart=/bin/sh -c 'exit 3'\n");
    unit("ghcmd-job.timer", "[Timer]\nOnCalendar=yearly\n");
    unit("ghcmd-out.service", "[Service]\nExecStart=/bin/sh -c 'exit 3'\n");
    run("rm -rf /var/spool/groundhog; systemctl daemon-reload");
  }

  @AfterEach
  void powerOff() throws Exception {
    if (root.isAbsolute()) host("down", HOST);
  }

  @Test
  void all_hooks_a_unit_that_nobody_named_and_no_masked_one_and_uninstall_leaves_no_trace()
      throws Exception {
    List<String> before = listing();

    run(GROUNDHOG + " install --all --except ghcmd-out");
    run("systemctl start ghcmd-crash; systemctl start ghcmd-out; systemctl start ghcmd-job || :");
    run(
        "systemd-run -q --wait sh -c 'exit 4' || systemd-run -q --wait --unit=ghcmd-own sh -c 'exit"
            + " 4' || :");

    assertThat(stoppedUnits()).contains("ghcmd-crash.service", "ghcmd-own.service");
    assertThat(stoppedUnits())
        .as("a mask, a timer's job, a transient unit without a name, one of systemd's own")
        .doesNotContain("ghcmd-out.service", "ghcmd-job.service")
        .noneMatch(unit -> unit.startsWith("run-") || unit.startsWith("systemd-"));
    assertThat(
            run("systemctl show -p ExecStopPost systemd-fsck@x.service systemd-journald.service"))
        .doesNotContain("groundhog-hook");

    run(GROUNDHOG + " install --all --except ghcmd-out; " + GROUNDHOG + " uninstall ghcmd-crash");
    assertThat(run("systemctl show -p ExecStopPost ghcmd-crash")).doesNotContain("groundhog-hook");

    run(GROUNDHOG + " uninstall --all");
    assertThat(listing()).isEqualTo(before);
    assertThat(run("systemctl show -p ExecStopPost ghcmd-own cron"))
        .doesNotContain("groundhog-hook");
  }

  @Test
  void the_doctor_is_content_with_a_healthy_host_and_names_what_is_wrong_with_a_broken_one()
      throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        TopicClient topics = new TopicClient(broker.bootstrapServers())) {
      configure(broker.bootstrapServers());
      Files.copy(
          DIST.resolve("systemd/groundhog-agent.service"),
          root.resolve("etc/systemd/system/groundhog-agent.service"));
      run("systemctl daemon-reload; systemctl enable --now groundhog-agent");
      run(GROUNDHOG + " install ghcmd-crash");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(doctor())
                      .contains("acknowledged a test event")
                      .doesNotContain("FAIL")
                      .contains("exit 0"));
      assertThat(topics.read(Topic.UNIT_EVENTS))
          .as("the test event says that it is one")
          .map(record -> new String(record.value(), StandardCharsets.UTF_8))
          .anyMatch(e -> e.contains("\"type\":\"note\"") && e.contains("\"doctor\":\"true\""));

      run("mv /usr/lib/groundhog/bin/groundhog-hook /tmp/");
      assertThat(doctor()).contains("groundhog-hook is not there").contains("exit 1");
      run("mv /tmp/groundhog-hook /usr/lib/groundhog/bin/");

      unit("ghcmd-crash.service.d/90-own.conf", "[Service]\nExecStopPost=\n");
      run("systemctl daemon-reload");
      assertThat(doctor())
          .contains(
              "the hook is not in effect; /etc/systemd/system/ghcmd-crash.service.d/90-own.conf")
          .contains("such as 40-own.conf");
      run("rm /etc/systemd/system/ghcmd-crash.service.d/90-own.conf; systemctl daemon-reload");

      timestampsOf(broker, "CreateTime");
      assertThat(doctor())
          .contains("message.timestamp.type: expected LogAppendTime, found CreateTime")
          .contains("--add-config message.timestamp.type=LogAppendTime");
      timestampsOf(broker, "LogAppendTime");

      run(
          "mount --bind /var/spool/groundhog /var/spool/groundhog; mount -o remount,ro,bind"
              + " /var/spool/groundhog");
      assertThat(doctor())
          .contains("cannot be written to: Read-only file system")
          .contains("remount,rw");
      run("umount -l /var/spool/groundhog"); // the agent holds its lock in there

      run("systemctl stop groundhog-agent");
      assertThat(doctor())
          .contains("does not run (inactive)")
          .contains("systemctl enable --now groundhog-agent.service");

      configure(NO_BROKER);
      assertThat(doctor()).contains("no connection to " + NO_BROKER).contains("nc -vz 127.0.0.1 1");
      configure("kafka.invalid:9092");
      assertThat(doctor()).contains("no address is known for kafka.invalid");
    }
  }

  @Test
  void send_delivers_where_no_agent_runs_and_a_start_up_cache_changes_nothing() throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        TopicClient topics = new TopicClient(broker.bootstrapServers())) {
      configure(NO_BROKER);
      assertThat(run(GROUNDHOG + " send stopped ghcmd-a --exit-status 3 2>&1"))
          .contains("1 event waits in the spool for the next run");
      configure(broker.bootstrapServers());
      assertThat(run("/usr/lib/groundhog/bin/groundhog-warm-up"))
          .contains("made /var/cache/groundhog/");

      run("echo later | " + GROUNDHOG + " send note --title backup --strict --within 30s");

      assertThat(topics.read(Topic.UNIT_EVENTS))
          .map(record -> new String(record.value(), StandardCharsets.UTF_8))
          .satisfiesExactly(
              first ->
                  assertThat(first).contains("ghcmd-a.service").contains("\"exitStatus\":\"3\""),
              second -> assertThat(second).contains("\"text\":\"later\""));
      run("head -c 1000 /dev/urandom | tee /var/cache/groundhog/groundhog.* >/dev/null");
      assertThat(run(GROUNDHOG + " send note --text x --strict --within 30s 2>&1")).isEmpty();
    }
  }

  private void configure(String bootstrapServers) throws IOException {
    Files.writeString(
        root.resolve("etc/groundhog/producer.properties"),
        "kafka.bootstrap.servers=" + bootstrapServers + "\n");
  }

  private String doctor() throws Exception {
    return run(GROUNDHOG + " doctor 2>&1 && echo exit 0 || echo exit 1");
  }

  private static void timestampsOf(TestBroker broker, String type) throws Exception {
    var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topic.UNIT_EVENTS.topicName());
    var entry = new ConfigEntry("message.timestamp.type", type);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .incrementalAlterConfigs(
              Map.of(topic, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
          .all()
          .get(30, TimeUnit.SECONDS);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                var configs = admin.describeConfigs(List.of(topic)).all().get();
                return type.equals(
                    requireNonNull(configs.get(topic)).get("message.timestamp.type").value());
              });
    }
  }

  private List<String> stoppedUnits() throws Exception {
    return run("grep -lx type=stopped /var/spool/groundhog/* | xargs grep -h ^unit= | sort -u")
        .lines()
        .map(line -> line.substring("unit=".length()))
        .toList();
  }

  /** Everything in {@code /etc}, and nothing of what systemd itself keeps there. */
  private List<String> listing() throws IOException {
    try (Stream<Path> all = Files.walk(root.resolve("etc"))) {
      return all.map(Path::toString).sorted().toList();
    }
  }

  private void unit(String name, String text) throws IOException {
    Path file = root.resolve("etc/systemd/system").resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  private String run(String script) throws Exception {
    return host("run", HOST, "sh", "-ec", script);
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
