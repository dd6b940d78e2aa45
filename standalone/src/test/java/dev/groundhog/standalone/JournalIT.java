package dev.groundhog.standalone;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.Tail;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.Wire;
import dev.groundhog.standalone.broker.TestBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the agent learns from a real systemd and its journal, on one host for all tests; see {@link
 * SystemdHostsIT} for what boots it. Each test has units of its own.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalIT {
  private static final String HOST = "ghj-host";
  private static final Path DIST =
      Path.of(System.getProperty("groundhog.root", ".."), "producer/target/dist");

  private Path folder = Path.of("/nonexistent");
  private @Nullable TestBroker broker;
  private @Nullable TopicClient client;
  private Path root = Path.of("/nonexistent");

  @BeforeAll
  void boot(@TempDir Path temp) throws Exception {
    folder = temp;
    String lab = System.getenv("GROUNDHOG_LAB");
    assumeTrue(
        lab != null && !lab.isEmpty(), "GROUNDHOG_LAB is not set, so no systemd host was booted");
    assumeTrue(
        System.getProperty("user.name").equals("root"), "not root, so no systemd host was booted");
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/systemd-nspawn")),
        "no systemd-nspawn, so no systemd host was booted");
    broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
    client = new TopicClient(broker.bootstrapServers());
    host("up", HOST);
    root = Path.of(host("root", HOST).strip());
    copy(DIST, root.resolve("usr/lib/groundhog"));
    write(
        "etc/groundhog/producer.properties",
        "kafka.bootstrap.servers=%s\nwatch.units=ghj-seen*\n".formatted(broker.bootstrapServers()));
    Files.copy(
        DIST.resolve("systemd/groundhog-agent.service"),
        root.resolve("etc/systemd/system/groundhog-agent.service"));
    run("systemctl", "daemon-reload");
    run("systemctl", "start", "groundhog-agent.service");
    await().atMost(Duration.ofSeconds(60)).until(() -> !events(EventType.ALIVE, null).isEmpty());
  }

  @AfterAll
  void powerOff() throws Exception {
    if (!root.equals(Path.of("/nonexistent"))) host("down", HOST);
    if (client != null) client.close();
    if (broker != null) broker.close();
  }

  @Test
  void a_unit_that_hits_its_start_limit_is_given_up_within_two_seconds() throws Exception {
    hooked("ghj-limit", "ExecStart=/bin/sh -c 'exit 3'", "Restart=always");
    run("systemctl", "start", "ghj-limit");

    ConsumerRecord<?, byte[]> record = awaitOne(EventType.GAVE_UP, "ghj-limit.service");
    UnitEvent event = decode(record);
    assertThat(record.timestamp() - requireNonNull(event.at()).toEpochMilli())
        .isBetween(0L, 2_000L);
    assertThat(event.restarts()).isEqualTo(5);
    UnitEvent last = lastOf(EventType.STOPPED, "ghj-limit.service");
    assertThat(event.id()).isEqualTo(last.invocation() + ":gave-up");
    assertThat(last.restarts()).isEqualTo(4);
  }

  @Test
  void a_unit_that_hides_its_warnings_is_given_up_too() throws Exception {
    hooked("ghj-hidden", "ExecStart=/bin/sh -c 'exit 3'", "Restart=always", "LogLevelMax=crit");
    run("systemctl", "start", "ghj-hidden");

    UnitEvent event = decode(awaitOne(EventType.GAVE_UP, "ghj-hidden.service"));
    UnitEvent last = lastOf(EventType.STOPPED, "ghj-hidden.service");
    assertThat(event.id()).isEqualTo(last.invocation() + ":gave-up");
  }

  @Test
  void a_slow_loop_a_failed_job_and_a_planned_stop_with_143_are_not_given_up() throws Exception {
    hooked("ghj-slow", "ExecStart=/bin/sh -c 'exit 3'", "Restart=always", "RestartSec=2500ms");
    hooked("ghj-job", "Type=oneshot", "ExecStart=/bin/sh -c 'exit 3'", "LogLevelMax=err");
    hooked(
        "ghj-term",
        "ExecStart=/bin/sh -c 'trap \"exit 143\" TERM; while :; do sleep 0.1; done'",
        "Restart=always",
        "LogLevelMax=err");
    run("systemctl", "start", "--no-block", "ghj-slow", "ghj-job", "ghj-term");
    awaitOne(EventType.STARTING, "ghj-term.service");
    run("systemctl", "stop", "ghj-term");

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> events(EventType.STOPPED, "ghj-slow.service").size() >= 5);
    run("systemctl", "stop", "ghj-slow");
    assertThat(lastOf(EventType.STOPPED, "ghj-term.service").planned()).isTrue();
    assertThat(lastOf(EventType.STOPPED, "ghj-job.service").planned()).isFalse();
    for (String unit : List.of("ghj-slow.service", "ghj-job.service", "ghj-term.service")) {
      assertThat(events(EventType.GAVE_UP, unit)).as(unit).isEmpty();
    }
  }

  @Test
  void a_unit_without_the_hook_that_is_watched_has_the_same_events() throws Exception {
    unit(
        "ghj-seen",
        "ExecStart=/bin/sh -c 'echo last words; exit 3'",
        "Environment=GROUNDHOG_LABEL_TEAM=core");
    run("systemctl", "start", "ghj-seen");

    UnitEvent start = decode(awaitOne(EventType.STARTING, "ghj-seen.service"));
    UnitEvent stop = decode(awaitOne(EventType.STOPPED, "ghj-seen.service"));
    assertThat(start.id()).isEqualTo(start.invocation() + ":starting");
    assertThat(stop.id()).isEqualTo(start.invocation() + ":stopped");
    assertThat(stop.result()).isEqualTo(ServiceResult.EXIT_CODE);
    assertThat(stop.exitCode()).isEqualTo("exited");
    assertThat(stop.exitStatus()).isEqualTo("3");
    assertThat(stop.planned()).isFalse();
    assertThat(requireNonNull(stop.tail()).lines()).contains("last words");
    assertThat(stop.labels()).containsEntry("team", "core").containsKeys("os", "kernel", "arch");
    assertThat(stop.labels().get("exe-modified")).matches("[0-9-]{10}T[0-9:]{8}Z");
  }

  @Test
  void its_planned_stop_is_one() throws Exception {
    unit("ghj-seen2", "ExecStart=/bin/sleep 1000");
    run("systemctl", "start", "ghj-seen2");
    awaitOne(EventType.STARTING, "ghj-seen2.service");
    run("systemctl", "stop", "ghj-seen2");

    UnitEvent stop = decode(awaitOne(EventType.STOPPED, "ghj-seen2.service"));
    assertThat(stop.planned()).isTrue();
    assertThat(stop.result()).isEqualTo(ServiceResult.SUCCESS);
  }

  @Test
  void colours_long_lines_another_namespace_and_a_flood_of_lines_are_read() throws Exception {
    hooked(
        "ghj-colour",
        "ExecStart=/bin/sh -c 'printf \"\\\\033[31mred\\\\033[0m alert\\\\n\"; exit 3'");
    hooked(
        "ghj-long", "ExecStart=/bin/sh -c 'head -c 9000 /dev/zero | tr \"\\\\0\" x; echo; exit 3'");
    hooked("ghj-space", "ExecStart=/bin/sh -c 'echo far away; exit 3'", "LogNamespace=ghj");
    hooked("ghj-flood", "ExecStart=/bin/sh -c 'seq 1 20000; exit 3'", "LogRateLimitIntervalSec=0");
    run("systemctl", "start", "ghj-colour", "ghj-long", "ghj-space", "ghj-flood");

    assertThat(tailOf("ghj-colour").lines()).contains("red alert");
    assertThat(tailOf("ghj-long").lines()).contains("x".repeat(9_000));
    assertThat(tailOf("ghj-space").lines()).contains("far away");
    assertThat(tailOf("ghj-flood").lines()).hasSize(22).endsWith("19999", "20000");
  }

  @Test
  void a_journal_that_was_rotated_vacuumed_and_restarted_is_followed_on() throws Exception {
    run("systemctl", "stop", "groundhog-agent");
    run("journalctl", "--rotate");
    run("journalctl", "--vacuum-files=1");
    unit("ghj-seen3", "ExecStart=/bin/sh -c 'echo one; exit 3'");
    run("systemctl", "start", "ghj-seen3");
    run("systemctl", "start", "groundhog-agent");
    awaitOne(EventType.STARTING, "ghj-seen3.service");
    awaitOne(EventType.STOPPED, "ghj-seen3.service");

    run("systemctl", "restart", "systemd-journald");
    unit("ghj-seen4", "ExecStart=/bin/sh -c 'echo two; exit 3'");
    run("systemctl", "start", "ghj-seen4");

    assertThat(tailOf("ghj-seen4").lines()).contains("two");
  }

  private Tail tailOf(String unit) {
    return requireNonNull(decode(awaitOne(EventType.STOPPED, unit + ".service")).tail());
  }

  private ConsumerRecord<?, byte[]> awaitOne(EventType type, String unit) {
    await().atMost(Duration.ofSeconds(30)).until(() -> !events(type, unit).isEmpty());
    return events(type, unit).get(0);
  }

  private UnitEvent lastOf(EventType type, String unit) {
    List<? extends ConsumerRecord<?, byte[]>> found = events(type, unit);
    return decode(found.get(found.size() - 1));
  }

  private List<? extends ConsumerRecord<?, byte[]>> events(EventType type, @Nullable String unit) {
    return requireNonNull(client).read(Topic.UNIT_EVENTS).stream()
        .filter(r -> decode(r).type() == type)
        .filter(r -> unit == null || unit.equals(decode(r).unit()))
        .toList();
  }

  private static UnitEvent decode(ConsumerRecord<?, byte[]> record) {
    try {
      return Wire.UNIT_EVENT.decode(record.value());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void hooked(String name, String... lines) throws Exception {
    unit(name, lines);
    run("/usr/lib/groundhog/bin/groundhog", "install", name);
  }

  private void unit(String name, String... lines) throws Exception {
    write(
        "etc/systemd/system/" + name + ".service",
        "[Service]\n" + String.join("\n", Arrays.asList(lines)) + "\n");
    run("systemctl", "daemon-reload");
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void run(String... command) throws Exception {
    List<String> args = new ArrayList<>(List.of("run", HOST));
    args.addAll(Arrays.asList(command));
    host(args.toArray(String[]::new));
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
    // What a unit that crashes at once makes of its start is not the question.
    assertThat(process.exitValue()).as("%s: %s", command, out).isIn(0, 1);
    return out;
  }
}
