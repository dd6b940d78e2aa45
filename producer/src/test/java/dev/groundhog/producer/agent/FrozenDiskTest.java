package dev.groundhog.producer.agent;

import static dev.groundhog.producer.spool.SpoolFiles.BOOT;
import static dev.groundhog.producer.spool.SpoolFiles.NINE;
import static dev.groundhog.producer.spool.SpoolFiles.count;
import static dev.groundhog.producer.spool.SpoolFiles.put;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.groundhog.events.EventType;
import dev.groundhog.events.Wire;
import dev.groundhog.producer.journal.Journal;
import dev.groundhog.producer.keeper.KeeperSettings;
import dev.groundhog.producer.keeper.KeeperThread;
import dev.groundhog.producer.keeper.SpoolKeeper;
import dev.groundhog.producer.labels.Labels;
import dev.groundhog.producer.redact.Redactor;
import dev.groundhog.producer.spool.FrozenFileSystem;
import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.producer.spool.Spool;
import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that is really frozen: nothing that waits for it can be killed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FrozenDiskTest {
  private static final String INVOCATION = "8f8f816c6e284653aa6f8fd4e75dfa0d";

  @TempDir Path temp;
  private Path dir;
  private Path run;
  private FrozenFileSystem disk;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void mount() throws Exception {
    dir = temp.resolve("spool");
    run = temp.resolve("run");
    disk = FrozenFileSystem.mount(dir, temp.resolve("image"));
  }

  @AfterEach
  void unmount() throws Exception {
    if (disk == null) return;
    disk.thaw();
    for (Process process : started) process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    disk.close();
  }

  @Test
  void hooks_are_sent_to_memory_within_seconds_and_back_after_the_thaw() throws Exception {
    Process agent = agent();
    awaitWord("disk");

    disk.freeze();
    long frozen = System.nanoTime();
    Process early = hook("starting");
    awaitWord("run");
    System.out.printf("the word came %d ms after the freeze%n", millisSince(frozen));

    long begins = System.nanoTime();
    Process late = hook("stopped");
    assertThat(late.waitFor(10, TimeUnit.SECONDS)).isTrue();
    System.out.printf("a hook that reads it took %d ms%n", millisSince(begins));
    assertThat(late.exitValue()).isZero();
    assertThat(count(run.resolve("spool"))).isEqualTo(1);
    // This one had read the word before. Its deadline ends the hook, but not what hangs in the
    // kernel; systemd waits for that, too.
    assertThat(early.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(early.exitValue()).isZero();
    assertThat(new String(early.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("not done within 1 s");
    assertThat(hanging()).isNotEmpty();

    disk.thaw();
    await().atMost(10, TimeUnit.SECONDS).until(() -> hanging().isEmpty());
    awaitWord("disk");

    agent.destroy();
    assertThat(agent.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(agent.exitValue()).isZero();
    assertThat(run.resolve("mode")).as("nobody watches any more").doesNotExist();
  }

  @Test
  void an_agent_that_starts_on_a_frozen_disk_writes_the_word_and_starts_after_the_thaw()
      throws Exception {
    disk.freeze();
    Process agent = agent();
    awaitWord("run");
    assertThat(agent.isAlive()).isTrue();

    disk.thaw();

    awaitWord("disk");
    assertThat(Files.readString(temp.resolve("agent.log"))).contains("publishing " + dir);
  }

  @Test
  void what_is_in_memory_is_published_while_the_disk_is_frozen_and_the_rest_after_the_thaw()
      throws Exception {
    Settings settings =
        Settings.of(
            Map.of(
                "spool.dir", dir.toString(),
                "run.dir", run.toString(),
                "host.name", "web-1",
                "spool.probe.every", "200ms",
                "spool.probe.limit", "300ms"));
    AtomicLong uptime = new AtomicLong(100_000);
    HostClock clock = () -> new HostTime(BOOT, uptime.get(), NINE + uptime.get());
    KeeperSettings keeping = KeeperSettings.of(settings.with(Map.of("spool.min.free", "0")));
    var inbox = new LinkedBlockingQueue<Signal>();
    var broker = new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    AgentSettings own = AgentSettings.of(settings);
    try (Spool spool = SpoolKeeper.open(keeping);
        KeeperThread keeper =
            KeeperThread.start(spool, keeping, HostClock.ofThisHost()::now, tended -> {})) {
      assertThat(keeper).isNotNull();
      Agent agent =
          new Agent(
              own,
              spool,
              Journal.none(),
              clock,
              new Client(() -> broker, inbox),
              inbox,
              new Completion(
                  Journal.none(),
                  Labels.ofThisHost(),
                  Map.of(),
                  new Redactor(Map.of()),
                  () -> {},
                  (event, captured, state) -> {}),
              new AgentFigures(new Health(), new SimpleMeterRegistry()),
              () -> {});
      inbox.add(new Signal.TopicReady());
      agent.round();
      acknowledgeAll(broker); // an alive: from now on more than one event is on its way
      agent.round();
      Path sent = put(dir, 90_000, "x1", "starting", "");
      Path alsoSent = put(dir, 90_100, "x4", "gave-up", "");
      uptime.addAndGet(Agent.LOOK_EVERY.toMillis());
      agent.round();
      awaitWord("disk");

      disk.freeze();
      long frozen = System.nanoTime();
      acknowledgeAll(broker);
      agent.round(); // deletes the first, which hangs, and leaves the second for later
      System.out.printf("the agent was held for %d ms%n", millisSince(frozen));
      awaitWord("run");
      Path inMemory = put(run.resolve("spool"), 95_000, "x2", "stopped", "");
      uptime.addAndGet(Agent.LOOK_EVERY.toMillis());
      agent.round();
      acknowledgeAll(broker);
      agent.round();

      assertThat(types(broker)).endsWith(EventType.STOPPED);
      assertThat(inMemory).doesNotExist();

      disk.thaw();
      awaitWord("disk");
      Path later = put(dir, 96_000, "x3", "starting", "");
      uptime.addAndGet(Agent.LOOK_EVERY.toMillis());
      agent.round();
      acknowledgeAll(broker);
      agent.round();

      assertThat(List.of(sent, alsoSent, later)).noneMatch(Files::exists);
      assertThat(types(broker))
          .filteredOn(type -> type != EventType.ALIVE)
          .as("each once")
          .containsExactly(
              EventType.STARTING, EventType.GAVE_UP, EventType.STOPPED, EventType.STARTING);
    } finally {
      disk.thaw();
    }
  }

  private static void acknowledgeAll(MockProducer<String, byte[]> broker) {
    while (broker.completeNext()) {
      // The next one.
    }
  }

  /** Processes of a hook that wait for this disk. */
  private List<String> hanging() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains("--within-deadline=") || line.contains("rm -f " + dir))
        .filter(line -> line.contains("groundhog-hook") || line.contains(dir.toString()))
        .toList();
  }

  private static List<EventType> types(MockProducer<String, byte[]> broker) throws Exception {
    List<EventType> types = new ArrayList<>();
    for (var record : broker.history()) types.add(Wire.UNIT_EVENT.decode(record.value()).type());
    return types;
  }

  private void awaitWord(String word) {
    await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(10))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> Files.readString(run.resolve("mode")).equals(word + "\n"));
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }

  private Process hook(String type) throws IOException {
    Path script =
        Path.of(requireNonNull(System.getProperty("groundhog.root")))
            .resolve("producer/src/main/dist/bin/groundhog-hook");
    ProcessBuilder hook = new ProcessBuilder(script.toString(), type, "chat.service");
    hook.environment().clear();
    hook.environment().put("INVOCATION_ID", INVOCATION);
    hook.environment().put("GROUNDHOG_SPOOL_DIR", dir.toString());
    hook.environment().put("GROUNDHOG_RUN_DIR", run.toString());
    Process process = hook.start();
    started.add(process);
    return process;
  }

  private Process agent() throws IOException {
    ProcessBuilder agent =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.groundhog.producer.ProducerMain",
            "agent");
    // Port 9 is "discard": nobody listens.
    agent.environment().put("GROUNDHOG_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9");
    agent.environment().put("GROUNDHOG_SPOOL_DIR", dir.toString());
    agent.environment().put("GROUNDHOG_SPOOL_MIN_FREE", "0");
    agent.environment().put("GROUNDHOG_RUN_DIR", run.toString());
    agent.environment().put("GROUNDHOG_HTTP_PORT", "off");
    agent.environment().put("GROUNDHOG_JOURNAL", "off");
    agent.redirectErrorStream(true).redirectOutput(temp.resolve("agent.log").toFile());
    Process process = agent.start();
    started.add(process);
    return process;
  }
}
