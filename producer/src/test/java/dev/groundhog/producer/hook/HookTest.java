package dev.groundhog.producer.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.producer.hook.Hook.Result;
import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.producer.spool.Spool;
import dev.groundhog.producer.spool.SpooledEvent;
import dev.groundhog.producer.tail.TailText;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real script as a real process; its files are read by the reader that the agent uses. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HookTest {
  @TempDir Path temp;

  @Test
  void a_crash_becomes_one_file_with_all_that_systemd_said() throws Exception {
    Path log = temp.resolve("chat.log");
    Files.write(log, IntStream.range(0, 100).mapToObj(i -> "line " + i).toList());
    Instant before = Instant.now();

    Result result = hook().crashed().run("stopped", "chat.service", "--log", log.toString());

    assertThat(result.status()).isZero();
    assertThat(result.out() + result.err()).isEmpty();
    SpooledEvent read = theOne();
    UnitEvent event = read.event();
    assertThat(event.type()).isEqualTo(EventType.STOPPED);
    assertThat(event.id()).isEqualTo(Hook.INVOCATION + ":stopped");
    assertThat(event.unit()).isEqualTo("chat.service");
    assertThat(event.host()).isEqualTo("the-agents-host");
    assertThat(event.result()).isEqualTo(ServiceResult.EXIT_CODE);
    assertThat(event.exitStatus()).isEqualTo("3");
    assertThat(event.boot()).isEqualTo(read("/proc/sys/kernel/random/boot_id").replace("-", ""));
    assertThat(event.at()).isBetween(before.minusMillis(5), Instant.now().plusMillis(5));
    double uptimeNow = Double.parseDouble(read("/proc/uptime").split(" ", 2)[0]) * 1000;
    assertThat((double) read.captured().uptimeMillis()).isBetween(uptimeNow - 20_000, uptimeNow);
    assertThat(read.lines()).isEqualTo(22);
    List<String> lines = TailText.lines(read.body());
    assertThat(lines).hasSize(100).last().isEqualTo("line 99");
  }

  @Test
  void a_start_is_spooled_without_a_tail_and_before_the_stop_of_the_same_run() throws Exception {
    hook().run("starting", "chat.service");
    hook().crashed().run("stopped", "chat.service");

    assertThat(all())
        .extracting(read -> read.event().type())
        .containsExactly(EventType.STARTING, EventType.STOPPED);
  }

  @Test
  void the_name_carries_the_run_and_the_event_and_a_repetition_is_the_same_fact() throws Exception {
    hook().run("starting", "chat.service");
    hook().run("starting", "chat.service");

    assertThat(files())
        .hasSizeBetween(1, 2)
        .allMatch(f -> f.endsWith(Hook.INVOCATION + "-starting"));
    assertThat(all())
        .extracting(read -> read.event().id())
        .containsOnly(Hook.INVOCATION + ":starting");
  }

  @Test
  void the_host_can_be_named_and_values_with_line_feeds_cannot_add_lines() throws Exception {
    hook()
        .with("GROUNDHOG_HOST", "web-1\nunit=evil.service")
        .with("SERVICE_RESULT", "signal\nhost=evil")
        .run("stopped", "chat.service\ntype=note");

    UnitEvent event = theOne().event();
    assertThat(event.host()).isEqualTo("web-1");
    assertThat(event.unit()).isEqualTo("chat.service");
    assertThat(event.type()).isEqualTo(EventType.STOPPED);
    assertThat(event.result()).isEqualTo(ServiceResult.SIGNAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chat@a\\x2db.service",
        "caf\u00e9.service",
        "a b;$(touch x)`id`*.service",
        "-n.service"
      })
  void a_unit_of_any_name_keeps_it(String unit) throws Exception {
    hook().run("starting", unit);

    assertThat(theOne().event().unit()).isEqualTo(unit);
  }

  @Test
  void what_the_units_environment_does_to_programs_does_not_reach_the_hook() throws Exception {
    Result result =
        hook()
            .with("PATH", "")
            .with("LD_LIBRARY_PATH", "/nonexistent")
            .with("POSIXLY_CORRECT", "1")
            .with("_POSIX2_VERSION", "199209")
            .with("ENV", "/nonexistent")
            .with("IFS", "0123456789")
            .with("LC_ALL", "tr_TR.UTF-8")
            .crashed()
            .run("stopped", "chat.service", "--strict");

    assertThat(result.status()).isZero();
    assertThat(theOne().event().exitStatus()).isEqualTo("3");
  }

  @Test
  void a_preloaded_library_that_is_missing_is_named_by_the_loader_once_and_costs_no_event()
      throws Exception {
    Result result =
        hook().with("LD_PRELOAD", "/nonexistent.so").crashed().run("stopped", "chat.service");

    // By the shell itself; what it starts has it no more.
    assertThat(result.err().lines()).hasSize(1).allMatch(line -> line.contains("/nonexistent.so"));
    assertThat(theOne().event().unit()).isEqualTo("chat.service");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fifo", "missing", "/dev/zero", "directory"})
  void a_log_that_is_no_regular_file_is_not_opened_and_said(String kind) throws Exception {
    Path log = kind.startsWith("/") ? Path.of(kind) : temp.resolve(kind);
    if (kind.equals("fifo")) {
      assertThat(new ProcessBuilder("mkfifo", log.toString()).start().waitFor()).isZero();
    }
    if (kind.equals("directory")) Files.createDirectory(log);

    Result result =
        hook().crashed().run("stopped", "chat.service", "--log", log.toString(), "--strict");

    assertThat(result.status()).isZero();
    assertThat(result.took()).isLessThan(Duration.ofSeconds(10));
    SpooledEvent read = theOne();
    assertThat(read.log()).isNull();
    assertThat(read.logNote()).isEqualTo("no regular file: " + log);
  }

  @Test
  void of_one_line_of_50_megabytes_only_the_end_is_read() throws Exception {
    Path log = temp.resolve("huge.log");
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
      file.setLength(50L * 1024 * 1024);
      file.seek(file.length());
      file.write("the end".getBytes(StandardCharsets.UTF_8));
    }

    hook().crashed().run("stopped", "chat.service", "--log", log.toString());

    SpooledEvent read = theOne();
    assertThat(read.body()).hasSize(16 * 1024);
    assertThat(new String(read.body(), StandardCharsets.ISO_8859_1)).endsWith("the end");
  }

  @Test
  void a_log_of_any_bytes_comes_through_unchanged() throws Exception {
    byte[] bytes = new byte[512];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) i;
    Path log = Files.write(temp.resolve("binary.log"), bytes);

    hook().crashed().run("stopped", "chat.service", "--log", log.toString());

    assertThat(theOne().body()).isEqualTo(bytes);
  }

  @Test
  void a_spool_that_cannot_be_written_costs_one_line_and_no_failure() throws Exception {
    Path notADirectory = Files.createFile(temp.resolve("file"));
    Hook hook = new Hook(notADirectory);

    Result result = hook.run("starting", "chat.service");
    Result strict = hook.run("starting", "chat.service", "--strict");

    assertThat(result.status()).isZero();
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err())
        .contains("chat.service starting not recorded")
        .contains("cannot create");
    assertThat(strict.status()).isEqualTo(3);
  }

  @Test
  void a_full_disk_costs_one_line_and_no_failure_and_leaves_nothing_behind() throws Exception {
    Path small = Files.createDirectory(temp.resolve("small"));
    assumeTrue(isRoot(), "needs root: a file system of its own is mounted");
    run("mount", "-t", "tmpfs", "-o", "size=8k", "none", small.toString());
    try {
      Files.write(small.resolve("fill"), new byte[4096]);
      Path log = Files.writeString(temp.resolve("log"), "x".repeat(30_000));

      Result result =
          new Hook(small).crashed().run("stopped", "a.service", "--log", log.toString());

      assertThat(result.status()).isZero();
      assertThat(result.err())
          .isEqualTo(
              "groundhog-hook: a.service stopped not recorded: cannot write to " + small + "\n");
      try (var left = Files.list(small)) {
        assertThat(left).containsExactly(small.resolve("fill"));
      }
    } finally {
      run("umount", small.toString());
    }
  }

  @Test
  void a_shell_that_may_start_no_process_fails_no_unit() throws Exception {
    assumeTrue(isRoot(), "needs root to become a user that may have one process");
    String nobodyElse = "64999";
    ProcessBuilder hook =
        new ProcessBuilder("prlimit", "--nproc=1:1", "setpriv", "--reuid=" + nobodyElse);
    hook.command().addAll(List.of("--regid=" + nobodyElse, "--clear-groups"));
    hook.command().addAll(List.of(Hook.SCRIPT.toString(), "starting", "chat.service"));

    Process process = hook.start();

    assertThat(process.errorReader().lines()).anyMatch(line -> line.contains("fork"));
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void past_its_deadline_it_is_killed_with_all_it_started_and_exits_0() throws Exception {
    // /proc/kmsg calls itself a regular file, and reading it waits for the kernel to say something.
    assumeTrue(
        isRoot() && Files.isReadable(Path.of("/proc/kmsg")), "needs root to read /proc/kmsg");

    Process process =
        hook()
            .with("GROUNDHOG_HOOK_TIMEOUT", "0.5")
            .crashed()
            .start("stopped", "chat.service", "--log", "/proc/kmsg");
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();

    assertThat(process.exitValue()).isZero();
    assertThat(process.errorReader().lines())
        .last()
        .isEqualTo("groundhog-hook: chat.service stopped not recorded: not done within 0.5 s");
    assertThat(process.descendants()).isEmpty();
    // What it had begun is for the reader to settle.
    assertThat(files()).hasSizeLessThan(2).allMatch(name -> name.startsWith("."));
    assertThat(ProcessHandle.allProcesses().flatMap(p -> p.info().commandLine().stream()))
        .noneMatch(line -> line.contains("tail -c 16384 -- /proc/kmsg"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "soon", "-1", ".", "1.2.3"})
  void a_deadline_that_is_no_time_is_one_second(String timeout) throws Exception {
    Result result = hook().with("GROUNDHOG_HOOK_TIMEOUT", timeout).run("starting", "chat.service");

    assertThat(result.status()).isZero();
    assertThat(result.err()).doesNotContain("Try 'timeout --help'");
    assertThat(files().size() == 1 || result.err().contains("not done within 1 s")).isTrue();
  }

  @Test
  void the_mode_word_moves_the_spool_to_memory_leaves_the_tail_or_stops_everything()
      throws Exception {
    Path log = Files.writeString(temp.resolve("log"), "words\n");
    Path run = Files.createDirectory(temp.resolve("run"));

    Files.writeString(run.resolve("mode"), "no-tail\n");
    hook().crashed().run("stopped", "chat.service", "--log", log.toString());
    assertThat(theOne().body()).isEmpty();

    Files.writeString(run.resolve("mode"), "full\n");
    Result full = hook().crashed().run("stopped", "other.service");
    assertThat(full.status()).isZero();
    assertThat(full.err()).contains("other.service stopped not recorded: the spool is full");
    assertThat(files()).hasSize(1);

    Files.writeString(run.resolve("mode"), "run\n");
    hook().crashed().run("stopped", "third.service");
    assertThat(files()).hasSize(1);
    try (var inMemory = Files.list(run.resolve("spool"))) {
      assertThat(inMemory).hasSize(1);
    }
  }

  /** All at once, as by a power cut or by systemd's end of the control group. */
  @Test
  void a_hook_that_was_killed_before_its_rename_has_kept_its_event_all_the_same() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "no strace, so no hook was killed");
    String stopAtRename = "inject=rename,renameat,renameat2:delay_enter=60000000";
    Process hook =
        hook()
            .crashed()
            .startUnder(
                List.of("/usr/bin/strace", "-qqf", "-o", "/dev/null", "-e", stopAtRename),
                "stopped",
                "chat.service");
    // The file is whole and on the disk when mv is there.
    await()
        .until(
            () -> hook.descendants().anyMatch(p -> p.info().command().orElse("").endsWith("/mv")));
    await().until(() -> files().size() == 1);
    // The hook's own shell first: it would tidy up behind the others.
    List<ProcessHandle> all = Stream.concat(hook.children(), hook.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : all) process.onExit().join();
    hook.destroyForcibly().waitFor();

    assertThat(files()).hasSize(1).allMatch(name -> name.startsWith("."));
    assertThat(all()).isEmpty();
    HostTime later = new HostTime(boot(), 1_000_000_000_000L, System.currentTimeMillis());
    assertThat(all(later)).hasSize(1).allMatch(e -> "chat.service".equals(e.event().unit()));
  }

  @Test
  void a_standard_input_that_never_ends_holds_nothing() throws Exception {
    Process hook = hook().crashed().start("stopped", "chat.service", "--strict");

    // Its input is our pipe, which stays open.
    assertThat(hook.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(hook.exitValue()).isZero();
    assertThat(theOne().event().unit()).isEqualTo("chat.service");
  }

  @Test
  void a_log_that_is_being_written_and_cut_at_the_same_time_gives_some_tail_and_no_failure()
      throws Exception {
    Path log = temp.resolve("chat.log");
    Process writer =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "while :; do seq 2000 >>\"$1\"; : >\"$1\"; done",
                "sh",
                log.toString())
            .start();
    try {
      await().until(() -> Files.exists(log));
      for (int i = 0; i < 20; i++) {
        assertThat(hook().crashed().run("stopped", "a.service", "--log", log.toString()).err())
            .isEmpty();
      }
      assertThat(all()).isNotEmpty().allMatch(e -> e.body().length <= 16 * 1024);
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  @Test
  void what_nobody_watches_is_left_alone_under_a_type_wide_drop_in() throws Exception {
    for (String unit : List.of("groundhog-agent.service", "run-r4f2e.service", "run-u12.service")) {
      assertThat(hook().run("stopped", unit, "--strict").status()).isZero();
    }
    hook().run("stopped", "run-tests.service");

    assertThat(theOne().event().unit()).isEqualTo("run-tests.service");
  }

  @Test
  void the_time_by_the_wall_clock_is_that_of_the_file() throws Exception {
    Instant before = Instant.now().minusSeconds(1);
    hook().run("starting", "chat.service");

    assertThat(theOne().event().at()).isBetween(before, Instant.now().plusSeconds(1));
  }

  /** What MemoryMax=16M and TasksMax=10 make of a unit's control group. */
  @Test
  void a_control_group_with_16_mib_and_ten_tasks_is_room_enough() throws Exception {
    assumeTrue(isRoot(), "not root, so no control group was made");
    Path memory = Path.of("/sys/fs/cgroup/memory/groundhog-hook-test");
    Path pids = Path.of("/sys/fs/cgroup/pids/groundhog-hook-test");
    assumeTrue(
        Files.isWritable(memory.getParent()) && Files.isWritable(pids.getParent()),
        "no version 1 control groups here, so the hook was not limited");
    Path log = Files.write(temp.resolve("one-line.log"), new byte[50 * 1024 * 1024]);
    Files.createDirectories(memory);
    Files.createDirectories(pids);
    try {
      Files.writeString(memory.resolve("memory.limit_in_bytes"), "16M");
      Files.writeString(pids.resolve("pids.max"), "10");
      String enter = "for g in %s %s; do echo $$ >$g/cgroup.procs; done; exec \"$@\"";
      Process hook =
          hook()
              .crashed()
              .startUnder(
                  List.of("/bin/sh", "-c", enter.formatted(memory, pids), "sh"),
                  "stopped",
                  "chat.service",
                  "--strict",
                  "--log",
                  log.toString());

      assertThat(hook.waitFor()).isZero();
      assertThat(theOne().body()).hasSize(16 * 1024);
    } finally {
      Files.deleteIfExists(memory);
      Files.deleteIfExists(pids);
    }
  }

  @Test
  void wrong_usage_is_said_and_fails_no_unit() throws Exception {
    assertThat(hook().run().status()).isZero();
    assertThat(hook().run("exploded", "a.service").err()).contains("usage: groundhog-hook");
    assertThat(hook().run("starting", "a.service", "--what", "--strict").status()).isEqualTo(64);
    assertThat(files()).isEmpty();
  }

  private Hook hook() {
    return new Hook(temp.resolve("spool"));
  }

  /** All names in the spool, unfinished ones too. */
  private List<String> files() throws IOException {
    Path dir = temp.resolve("spool");
    if (!Files.isDirectory(dir)) return List.of();
    try (var files = Files.list(dir)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> f.getFileName().toString())
          .filter(f -> !f.equals(".lock"))
          .toList();
    }
  }

  private SpooledEvent theOne() throws IOException {
    assertThat(files()).hasSize(1);
    return all().get(0);
  }

  private static String boot() throws IOException {
    return read("/proc/sys/kernel/random/boot_id").replace("-", "");
  }

  private List<SpooledEvent> all() throws IOException {
    return all(new HostTime(boot(), 0, 0));
  }

  private List<SpooledEvent> all(HostTime now) throws IOException {
    try (Spool spool = Spool.open(temp.resolve("spool"), temp.resolve("run/spool"))) {
      List<SpooledEvent> events = new ArrayList<>();
      for (Path file : spool.pending(now)) {
        events.add(spool.read(file, "the-agents-host").orElseThrow());
      }
      return events;
    }
  }

  private static boolean isRoot() throws IOException {
    return Files.getOwner(Path.of("/proc/self")).getName().equals("root");
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private static String read(String file) throws IOException {
    return Files.readString(Path.of(file)).strip();
  }
}
