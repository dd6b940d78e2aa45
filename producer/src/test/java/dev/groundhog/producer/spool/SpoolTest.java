package dev.groundhog.producer.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SpoolTest {
  private static final String BOOT = "cbdead9105a14b1da58e7b95001bda71";
  private static final String INVOCATION = "8f8f816c6e284653aa6f8fd4e75dfa0d";

  private static final HostTime NOW = new HostTime(BOOT, 100_000, 1_763_810_600_000L);

  @TempDir Path temp;
  private Path dir;
  private Spool spool;

  @BeforeEach
  void open() throws IOException {
    dir = temp.resolve("spool");
    spool = Spool.open(dir, temp.resolve("run"));
  }

  @AfterEach
  void close() {
    spool.close();
  }

  @Test
  void a_spool_that_was_removed_and_cannot_be_made_again_is_told_from_other_trouble()
      throws IOException {
    Files.move(dir, temp.resolve("moved"));
    Files.createFile(dir);

    assertThatThrownBy(spool::mend).isInstanceOf(ReadOnlyAnewException.class);
  }

  @Test
  void events_come_in_the_order_of_facts_whatever_the_wall_clock_did() throws IOException {
    List<String> inOrder =
        List.of(
            // The boot before; its uptimes are larger.
            "aaaaaaaa-00000009000000-1763810000000-8f8f816c6e284653aa6f8fd4e75dfa0d-starting",
            "aaaaaaaa-00000009000010-1763810000010-8f8f816c6e284653aa6f8fd4e75dfa0d-stopped",
            // This boot; the wall clock was set back an hour, even before the first boot.
            "cbdead91-00000000001000-1763810561581-11111111111111111111111111111111-starting",
            "cbdead91-00000000001000-1763810561581-11111111111111111111111111111111-stopped",
            "cbdead91-00000000002000-1763706961581-22222222222222222222222222222222-starting",
            "cbdead91-00000000002500-1763706962081-22222222222222222222222222222222-stopped");
    List<String> shuffled = new ArrayList<>(inOrder);
    Collections.shuffle(shuffled, new Random(7));
    for (String name : shuffled) Files.createFile(dir.resolve(name));

    assertThat(names(spool.pending(NOW))).isEqualTo(inOrder);
  }

  @Test
  void unfinished_files_and_folders_are_nobodys_business() throws IOException {
    Files.createFile(dir.resolve(".8f8f-stopped.4711"));
    Files.createDirectory(dir.resolve("bad"));

    assertThat(spool.pending(NOW)).isEmpty();
  }

  @Test
  void what_hooks_wrote_to_memory_while_the_disk_was_frozen_is_part_of_the_spool()
      throws IOException {
    Path frozen = Files.createDirectory(temp.resolve("run"));
    String first =
        "cbdead91-00000000001000-1763810561581-11111111111111111111111111111111-starting";
    String second =
        "cbdead91-00000000001500-1763810562081-11111111111111111111111111111111-stopped";
    Files.createFile(dir.resolve(second));
    Files.createFile(frozen.resolve(first));

    assertThat(spool.pending(NOW)).containsExactly(frozen.resolve(first), dir.resolve(second));
  }

  @Test
  void a_file_that_is_no_event_goes_to_bad_and_holds_up_nobody() throws IOException {
    Path zeros = Files.write(dir.resolve("zeros"), new byte[4096]);
    Path link = Files.createSymbolicLink(dir.resolve("link"), Path.of("/etc/hostname"));

    assertThat(spool.read(zeros, "h")).isEmpty();
    assertThat(spool.read(link, "h")).isEmpty();

    assertThat(spool.pending(NOW)).isEmpty();
    assertThat(spool.badFiles()).isEqualTo(2);
    assertThat(dir.resolve("bad/zeros")).hasBinaryContent(new byte[4096]);
    assertThat(dir.resolve("bad/link")).isSymbolicLink();
  }

  @Test
  void boots_whose_files_do_not_say_the_time_are_in_the_order_in_which_they_were_written()
      throws IOException {
    Path late = wroteAt("aaaaaaaa-00000000000010-0000000000000-x1-stopped", 2_000);
    Path early = wroteAt("bbbbbbbb-00000000000020-0000000000000-x2-stopped", 1_000);
    Path now = wroteAt("cbdead91-00000000000005-0000000000000-x3-stopped", 500);

    assertThat(spool.pending(NOW)).containsExactly(early, late, now);
    assertThat(spool.ageOf(early, NOW)).hasValue(NOW.wallMillis() - 1_000);
    assertThat(spool.ageOf(now, NOW)).hasValue(NOW.uptimeMillis() - 5);
  }

  private Path wroteAt(String name, long wallMillis) throws IOException {
    Path file = Files.createFile(dir.resolve(name));
    return Files.setLastModifiedTime(file, FileTime.fromMillis(wallMillis));
  }

  @Test
  void an_event_whose_writer_died_before_the_rename_is_read_and_one_that_is_cut_short_goes()
      throws IOException {
    String run = "11111111111111111111111111111111-stopped";
    String whole = "groundhog-spool 1\ntype=stopped\n\n\n.end\n";
    Files.writeString(dir.resolve(".aaaaaaaa-00000000000010-0000000000000-" + run + ".7"), whole);
    Files.writeString(dir.resolve(".cbdead91-00000000000010-0000000000000-" + run + ".8"), whole);
    Files.writeString(dir.resolve(".cbdead91-00000000000020-0000000000000-" + run + ".9"), "gro");
    // A second old: its hook may still be writing.
    Path young = dir.resolve(".cbdead91-00000000099000-0000000000000-" + run + ".10");
    Files.writeString(young, whole);

    assertThat(names(spool.pending(NOW)))
        .containsExactly(
            "aaaaaaaa-00000000000010-0000000000000-" + run,
            "cbdead91-00000000000010-0000000000000-" + run);
    assertThat(young).exists();
    assertThat(dir.resolve(".cbdead91-00000000000020-0000000000000-" + run + ".9")).doesNotExist();
  }

  @Test
  void a_file_that_has_gone_is_no_trouble() throws IOException {
    assertThat(spool.read(dir.resolve("gone"), "h")).isEmpty();
    spool.delete(dir.resolve("gone"));

    assertThat(spool.badFiles()).isZero();
  }

  @Test
  void what_the_agent_writes_is_read_back_as_the_same_fact() throws IOException {
    HostTime captured = new HostTime(BOOT, 1_000, 1_763_810_561_581L);
    UnitEvent gaveUp =
        UnitEventBuilder.builder()
            .type(EventType.GAVE_UP)
            .host("web-1")
            .unit("chat.service")
            .invocation(INVOCATION)
            .restarts(5)
            .build();

    spool.write(gaveUp, captured);

    List<Path> pending = spool.pending(NOW);
    assertThat(pending).hasSize(1);
    SpooledEvent read = spool.read(pending.get(0), "other").orElseThrow();
    assertThat(read.captured()).isEqualTo(captured);
    assertThat(read.event().id()).isEqualTo(INVOCATION + ":gave-up");
    assertThat(read.event().host()).isEqualTo("web-1");
    assertThat(read.event().unit()).isEqualTo("chat.service");
    assertThat(read.event().restarts()).isEqualTo(5);
  }

  @Test
  void a_second_agent_on_the_same_spool_is_refused_and_told_why() {
    assertThatThrownBy(() -> Spool.open(dir, temp.resolve("run")))
        .isInstanceOf(SpoolInUseException.class)
        .hasMessageContaining(dir.toString())
        .hasMessageContaining("another agent");
  }

  @Test
  void the_spool_is_for_its_owner_alone_but_for_the_way_to_notes() throws IOException {
    assertThat(mode(dir)).isEqualTo("711");
    assertThat(mode(dir.resolve("notes"))).isEqualTo("1733");
    assertThat(mode(dir.resolve(".notes"))).isEqualTo("700");
    assertThat(mode(dir.resolve(".lock"))).isEqualTo("600");
  }

  @Test
  void modes_that_somebody_changed_are_mended() throws IOException {
    spool.close();
    Files.setAttribute(dir, "unix:mode", 0777);
    Files.setAttribute(dir.resolve("notes"), "unix:mode", 0700);

    spool = Spool.open(dir, temp.resolve("run"));

    the_spool_is_for_its_owner_alone_but_for_the_way_to_notes();
  }

  private static String mode(Path file) throws IOException {
    return Integer.toOctalString((int) Files.getAttribute(file, "unix:mode") & 07777);
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(f -> f.getFileName().toString()).toList();
  }
}
