package dev.groundhog.producer.keeper;

import static dev.groundhog.producer.spool.SpoolFiles.at;
import static dev.groundhog.producer.spool.SpoolFiles.count;
import static dev.groundhog.producer.spool.SpoolFiles.isRoot;
import static dev.groundhog.producer.spool.SpoolFiles.put;
import static dev.groundhog.producer.spool.SpoolFiles.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.groundhog.events.EventType;
import dev.groundhog.producer.spool.Spool;
import dev.groundhog.producer.spool.SpoolFiles;
import dev.groundhog.producer.spool.SpooledEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keeper on a real spool, turned by hand. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SpoolKeeperTest {
  private static final long MIB = 1024 * 1024;

  @TempDir Path temp;
  private Path dir;
  private Path inMemory;
  private Path word;
  private long uptime = 1_000_000;
  private Spool spool;
  private SpoolKeeper keeper;

  @BeforeEach
  void open() throws Exception {
    dir = temp.resolve("spool");
    inMemory = temp.resolve("run/spool");
    word = temp.resolve("run/mode");
    open(MIB, 100, 0);
  }

  private void open(long maxBytes, int maxFiles, long minFree) throws Exception {
    if (spool != null) spool.close();
    KeeperSettings settings =
        new KeeperSettings(
            dir,
            temp.resolve("run"),
            new Limits(maxBytes, maxFiles),
            new Limits(100 * 4096, 100),
            minFree,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
    spool = SpoolKeeper.open(settings);
    keeper = new SpoolKeeper(spool, settings);
  }

  @AfterEach
  void close() {
    spool.close();
  }

  @Test
  void a_spool_within_its_bounds_is_left_as_it_is_and_hooks_write_to_the_disk() throws Exception {
    for (int i = 0; i < 50; i++) put(dir, i, "x" + i, "stopped", "a tail");

    Tended tended = keeper.tend(at(uptime));

    assertThat(tended.shed()).isEmpty();
    assertThat(tended.files()).isEqualTo(50);
    assertThat(tended.bytes()).isEqualTo(50 * 4096);
    assertThat(word).hasContent("disk");
    assertThat(Files.getAttribute(word, "unix:mode")).as("for groundhog-tee").isEqualTo(0100644);
    assertThat(inMemory).isDirectory();
  }

  @Test
  void past_its_bytes_the_oldest_tails_go_and_every_event_stays_in_its_place() throws Exception {
    for (int i = 0; i < 60; i++) put(dir, i, "x" + i, "stopped", "x".repeat(20_000));
    List<Path> before = spool.pending(at(uptime));

    Tended tended = keeper.tend(at(uptime));

    List<Path> after = spool.pending(at(uptime));
    assertThat(after.subList(0, 60)).isEqualTo(before);
    long lost = tended.shed().getOrDefault("tail", 0L);
    assertThat(lost).isBetween(20L, 40L);
    for (int i = 0; i < 60; i++) {
      SpooledEvent event = read(after.get(i));
      assertThat(event.body()).hasSize(i < lost ? 0 : 20_000);
      if (i < lost) assertThat(event.logNote()).contains("the tail was dropped");
    }
    assertThat(reported()).isEqualTo(Map.of("tail", lost));
  }

  @Test
  void an_event_whose_time_is_its_files_keeps_it_when_its_tail_goes() throws Exception {
    String name = "cbdead91-00000000000001-0000000000000-x1-stopped";
    String byHook = SpoolFiles.content(1, "stopped", "", "x".repeat(9_000));
    Path file = Files.writeString(dir.resolve(name), byHook.replaceAll("wall=.*\n", ""));
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
    open(2 * 4096, 100, 0);

    assertThat(keeper.tend(at(uptime)).shed()).containsEntry("tail", 1L);

    assertThat(read(file).captured().wallMillis()).isEqualTo(1_700_000_000_000L);
  }

  @Test
  void past_its_count_starts_go_before_stops_and_the_report_says_how_many() throws Exception {
    for (int i = 0; i < 60; i++) put(dir, i, "x" + i, "starting", "");
    for (int i = 0; i < 60; i++) put(dir, i, "x" + i, "stopped", "");

    Tended tended = keeper.tend(at(uptime));

    assertThat(tended.shed()).isEqualTo(Map.of("starting", 40L));
    assertThat(reported()).isEqualTo(Map.of("starting", 40L));
    assertThat(types()).containsEntry(EventType.STOPPED, 60).containsEntry(EventType.STARTING, 20);
  }

  @Test
  void more_than_one_call_may_shed_is_shed_by_the_next_ones() throws Exception {
    for (int i = 0; i < 1_500; i++) put(dir, i, "x" + i, "starting", "");

    long shed = 0;
    int calls = 0;
    for (Tended t = keeper.tend(at(uptime)); !t.shed().isEmpty(); t = keeper.tend(at(uptime))) {
      shed += t.shed().getOrDefault("starting", 0L);
      calls++;
    }

    assertThat(calls).isEqualTo(3);
    assertThat(reported()).isEqualTo(Map.of("starting", shed));
    assertThat(types().get(EventType.STARTING)).isEqualTo(1_500 - (int) shed).isLessThan(81);
  }

  @Test
  void a_nearly_full_file_system_sends_hooks_to_memory_and_costs_no_event() throws Exception {
    open(MIB, 100, 1L << 60);
    for (int i = 0; i < 10; i++) put(dir, i, "x" + i, "stopped", "x".repeat(20_000));

    keeper.tend(at(uptime));
    assertThat(word).hasContent("run");
    assertThat(types()).containsEntry(EventType.STOPPED, 10);
    assertThat(reported()).isEqualTo(Map.of("tail", 10L));
  }

  @Test
  void a_disk_without_a_free_block_reports_in_memory_what_it_sheds() throws Exception {
    assumeTrue(isRoot(), "needs root: a file system of its own is mounted");
    onTmpfs(
        "size=1m,nr_inodes=2000",
        () -> {
          for (int i = 0; i < 120; i++) put(dir, i, "x" + i, "starting", "");
          fill();

          Tended tended = keeper.tend(at(uptime));
          assertThat(tended.mode()).as("the probe's own block is there").isNotNull();
          assertThat(tended.shed()).isEqualTo(Map.of("starting", 40L));
          assertThat(reported()).isEqualTo(Map.of("starting", 40L));
        });
  }

  @Test
  void a_disk_that_becomes_read_only_sends_hooks_to_memory_until_it_is_mended() throws Exception {
    assumeTrue(isRoot(), "needs root: a file system of its own is mounted");
    onTmpfs(
        "size=1m",
        () -> {
          keeper.tend(at(uptime));
          // Over it, because the lock is open for writing; the kernel itself asks nobody.
          run("mount", "-o", "bind,ro", dir.toString(), dir.toString());
          Tended readOnly = keeper.tend(at(uptime += 6_000));
          assertThat(word).hasContent("run");
          assertThat(readOnly.reason()).contains("refuses writes", "Read-only");

          run("umount", dir.toString());
          for (int probe = 0; probe < 2; probe++) keeper.tend(at(uptime += 1_000));
          assertThat(word).as("not before it has answered a few times").hasContent("run");
          keeper.tend(at(uptime += 1_000));
          assertThat(word).hasContent("disk");
        });
  }

  @Test
  void a_disk_that_is_read_only_from_the_start_fails_with_its_reason_and_leaves_the_word()
      throws Exception {
    assumeTrue(isRoot(), "needs root: a file system of its own is mounted");
    onTmpfs(
        "size=1m",
        () -> {
          spool.close();
          run("mount", "-o", "remount,ro", dir.toString());
          assertThatThrownBy(() -> open(MIB, 100, 0)).hasMessageContaining("Read-only");
          assertThat(word).hasContent("run");
          run("mount", "-o", "remount,rw", dir.toString());
          open(MIB, 100, 0);
        });
  }

  @Test
  void what_memory_holds_is_moved_to_the_disk_if_no_broker_took_it_within_a_minute()
      throws Exception {
    keeper.tend(at(uptime));
    Path old = put(inMemory, uptime - 120_000, "x1", "stopped", "");
    Path fresh = put(inMemory, uptime + 59_000, "x2", "stopped", "");

    keeper.tend(at(uptime += 61_000));

    assertThat(old).doesNotExist();
    assertThat(dir.resolve(old.getFileName())).exists();
    assertThat(fresh).exists();
  }

  @Test
  void the_spool_in_memory_is_bounded_too() throws Exception {
    keeper.tend(at(uptime));
    for (int i = 0; i < 150; i++) put(inMemory, uptime + 59_000, "x" + i, "starting", "");

    keeper.tend(at(uptime += 61_000));

    assertThat(count(inMemory)).isEqualTo(80);
    assertThat(reported()).isEqualTo(Map.of("starting", 70L));
  }

  @Test
  void a_spool_that_somebody_removed_is_made_anew_and_locked() throws Exception {
    keeper.tend(at(uptime));
    run("rm", "-r", dir.toString());

    keeper.tend(at(uptime += 61_000));

    put(dir, 1, "x1", "starting", "");
    assertThat(spool.pending(at(uptime))).hasSize(1);
    assertThat(dir.resolve(".lock")).exists();
    assertThat(dir.resolve("notes")).isDirectory();
  }

  @Test
  void a_spool_of_another_user_is_refused_because_he_could_forge_events() throws Exception {
    assumeTrue(isRoot(), "needs root to give the spool away");
    spool.close();
    Files.setAttribute(dir, "unix:uid", 65534);

    assertThatThrownBy(() -> open(MIB, 100, 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected the owner to be user 0, found 65534");
  }

  @Test
  void when_nobody_watches_any_more_there_is_no_word() throws Exception {
    keeper.tend(at(uptime));
    keeper.leave();

    assertThat(word).doesNotExist();
  }

  @FunctionalInterface
  private interface Steps {
    void run() throws Exception;
  }

  /** With the spool on a file system of its own. */
  private void onTmpfs(String options, Steps steps) throws Exception {
    spool.close();
    run("mount", "-t", "tmpfs", "-o", options, "none", dir.toString());
    try {
      open(MIB, 100, 0);
      steps.run();
    } finally {
      spool.close();
      run("umount", "-l", dir.toString());
    }
  }

  private void fill() throws IOException {
    try (var out = Files.newOutputStream(dir.resolve(".fill"))) {
      while (true) out.write(new byte[4096]);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private SpooledEvent read(Path file) throws IOException {
    return spool.read(file, "web-1").orElseThrow();
  }

  private List<SpooledEvent> all() throws IOException {
    List<SpooledEvent> all = new ArrayList<>();
    for (Path file : spool.pending(at(uptime))) all.add(read(file));
    return all;
  }

  private Map<EventType, Integer> types() throws IOException {
    Map<EventType, Integer> types = new HashMap<>();
    for (SpooledEvent event : all()) types.merge(event.event().type(), 1, Integer::sum);
    return types;
  }

  /** The sum of all reports in the spool. */
  private Map<String, Long> reported() throws IOException {
    Map<String, Long> sum = new HashMap<>();
    for (SpooledEvent event : all()) {
      event.event().dropped().forEach((type, n) -> sum.merge(type, n, Long::sum));
    }
    return sum;
  }
}
