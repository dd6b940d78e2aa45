package dev.groundhog.producer.spool;

import static dev.groundhog.producer.spool.SpoolFiles.at;
import static dev.groundhog.producer.spool.SpoolFiles.content;
import static dev.groundhog.producer.spool.SpoolFiles.count;
import static dev.groundhog.producer.spool.SpoolFiles.isRoot;
import static dev.groundhog.producer.spool.SpoolFiles.name;
import static dev.groundhog.producer.spool.SpoolFiles.put;
import static dev.groundhog.producer.spool.SpoolFiles.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The drop folder, with what users put there by mistake or on purpose. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class NotesTest {
  private static final int NOBODY = 65534;
  private static final HostTime NOW = at(100_000);

  @TempDir Path temp;
  private Path dir;
  private Path notes;
  private Spool spool;
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();

  @BeforeEach
  void open() throws IOException {
    dir = temp.resolve("spool");
    notes = dir.resolve("notes");
    spool = Spool.open(dir, temp.resolve("run"));
    said.start();
    ((Logger) LoggerFactory.getLogger(Notes.class)).addAppender(said);
  }

  @AfterEach
  void close() {
    ((Logger) LoggerFactory.getLogger(Notes.class)).detachAppender(said);
    spool.close();
  }

  @Test
  void a_note_becomes_an_event_that_says_whose_it_is() throws Exception {
    assumeTrue(isRoot(), "needs root to be several users");
    own(drop(1, "title=deploy\nlevel=warning\nhost=web-9\n", "chat 1.4.2"), NOBODY);

    UnitEvent note = theOne();

    assertThat(note.type()).isEqualTo(EventType.NOTE);
    assertThat(note.title()).isEqualTo("deploy");
    assertThat(note.level()).isEqualTo("warning");
    assertThat(note.text()).isEqualTo("chat 1.4.2");
    assertThat(note.labels()).containsEntry("user", "nobody");
    assertThat(note.host()).as("only root may speak for other hosts").isEqualTo("web-1");
    assertThat(count(notes)).isZero();
  }

  @Test
  void a_user_without_a_name_is_known_by_the_number() throws Exception {
    assumeTrue(isRoot(), "needs root to be several users");
    own(drop(1, "", "text"), 54_321);

    assertThat(theOne().labels()).containsEntry("user", "54321");
  }

  @Test
  void a_label_whose_name_is_more_than_a_plain_word_is_left_out() throws Exception {
    String endless = "n".repeat(64);
    drop(
        1,
        "label.team=core\nlabel.\u001b[31mred=x\nlabel.a b=x\nlabel.=x\nlabel." + endless + "=x\n",
        "text");

    assertThat(theOne().labels()).containsOnlyKeys("team", "user");
  }

  @Test
  void root_and_the_spools_owner_may_speak_for_other_hosts() throws Exception {
    drop(1, "host=web-9\n", "text");

    assertThat(theOne().host()).isEqualTo("web-9");
  }

  @Test
  void nobody_can_say_that_he_is_somebody_else() throws Exception {
    assumeTrue(isRoot(), "needs root to be several users");
    own(drop(1, "label.user=root\nuser=root\n", "text"), NOBODY);

    assertThat(theOne().labels()).containsEntry("user", "nobody");
  }

  @Test
  void the_same_name_of_two_users_is_two_notes_and_of_one_user_one() throws Exception {
    assumeTrue(isRoot(), "needs root to be several users");
    for (int user : new int[] {NOBODY, 54_321, NOBODY}) {
      own(drop(1, "", "text"), user);
      spool.takeNotes(NOW, Duration.ofSeconds(5));
    }

    assertThat(events()).extracting(UnitEvent::id).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void what_is_in_the_spool_can_be_changed_by_no_user_any_more() throws Exception {
    assumeTrue(isRoot(), "needs root to be several users");
    Path file = drop(1, "", "text");
    own(file, NOBODY);
    try (RandomAccessFile kept = new RandomAccessFile(file.toFile(), "rw")) {
      take();
      kept.write(new byte[1000]);

      assertThat(theOne().text()).isEqualTo("text");
      Path taken = spool.pending(NOW).get(0);
      assertThat(Files.getAttribute(taken, "unix:uid")).isEqualTo(0);
      assertThat((int) Files.getAttribute(taken, "unix:mode") & 0777).isEqualTo(0600);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fifo", "link", "hard link", "socket", "device", "1 GB", "directory"})
  void what_is_no_small_file_of_its_own_is_removed_unopened(String kind) throws Exception {
    Path there = notes.resolve(name(1, "x1", "note"));
    Path secret = Files.writeString(dir.resolve(".secret"), content(1, "note", "", "secret"));
    switch (kind) {
      case "fifo" -> run("mkfifo", there.toString());
      case "link" -> Files.createSymbolicLink(there, Path.of("/etc/shadow"));
      case "hard link" -> Files.createLink(there, secret);
      case "socket" -> {
        try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
          Path brief = temp.resolve("s");
          socket.bind(UnixDomainSocketAddress.of(brief));
          Files.move(brief, there);
        }
      }
      case "device" -> {
        assumeTrue(isRoot(), "needs root to make a device");
        run("mknod", there.toString(), "c", "1", "5"); // /dev/zero
      }
      case "1 GB" -> {
        try (RandomAccessFile file = new RandomAccessFile(there.toFile(), "rw")) {
          file.setLength(1024L * 1024 * 1024);
        }
      }
      default -> Files.createDirectory(there);
    }

    take();

    assertThat(events()).isEmpty();
    assertThat(there).doesNotExist();
    assertThat(count(dir.resolve(".notes"))).isZero();
    assertThat(count(dir.resolve("bad/notes"))).isZero();
    assertThat(secret).exists();
    assertThat(said.list).hasSize(1);
  }

  @Test
  void a_folder_with_something_in_it_is_left_alone_and_in_nobodys_way() throws Exception {
    Path folder = Files.createDirectory(notes.resolve(name(1, "x1", "note")));
    Files.createFile(folder.resolve("file"));
    drop(2, "", "text");

    take();
    take();

    assertThat(events()).hasSize(1);
    assertThat(folder).exists();
    assertThat(said.list).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "no name", "-rf", "\u202e", "cbdead91-1-2-x-stopped"})
  void a_file_of_another_name_is_put_aside_and_cannot_write_to_the_log(String name)
      throws Exception {
    Files.writeString(notes.resolve(name), content(1, "note", "", "text"));

    take();

    assertThat(events()).isEmpty();
    assertThat(count(dir.resolve("bad/notes"))).isEqualTo(1);
    assertThat(said.list).singleElement().asString().doesNotContain("\n", "\u202e");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stopped", "starting", "gave-up", "shed", "alive"})
  void a_note_can_state_no_fact_about_a_unit(String type) throws Exception {
    Files.writeString(notes.resolve(name(1, "x1", "note")), content(1, type, "", "text"));

    take();

    assertThat(events()).isEmpty();
    assertThat(count(dir.resolve("bad/notes"))).isEqualTo(1);
  }

  @Test
  void a_run_of_a_unit_that_a_note_names_is_not_believed() throws Exception {
    drop(1, "invocation=8f8f816c6e284653aa6f8fd4e75dfa0d\n", "text");

    assertThat(theOne().invocation()).isNull();
  }

  @Test
  void a_note_of_another_time_upsets_no_order() throws Exception {
    put(dir, 50_000, "x1", "starting", "");
    String future = "cbdead91-99999999999999-9999999999999-x1-note";
    Files.writeString(
        notes.resolve(future),
        content(1, "note", "", "text").replace("uptime=1", "uptime=" + "9".repeat(15)));
    drop(0, "", "long ago");
    take();

    assertThat(events())
        .extracting(UnitEvent::type)
        .containsExactly(EventType.STARTING, EventType.NOTE, EventType.NOTE);
  }

  @Test
  void a_flood_of_notes_comes_behind_what_units_do_and_a_few_at_a_time() throws Exception {
    for (int i = 0; i < 1_000; i++) drop(i, "", "flood");
    put(dir, 90_000, "x1", "stopped", "");
    spool.takeNotes(NOW, Duration.ofSeconds(30));

    List<Path> pending = spool.pending(NOW);

    assertThat(pending).hasSize(1 + Pending.MOST_NOTES);
    assertThat(pending.get(0).toString()).endsWith("-stopped");
    assertThat(spool.beyond()).isEqualTo(900);
  }

  @Test
  void taking_notes_stops_when_its_time_is_up_and_goes_on_the_next_time() throws Exception {
    take();
    for (int i = 0; i < 10; i++) drop(i, "", "text");

    spool.takeNotes(NOW, Duration.ZERO);
    assertThat(count(notes)).isEqualTo(9);
    spool.takeNotes(NOW, Duration.ofSeconds(30));
    assertThat(count(notes)).isZero();
  }

  @Test
  void refused_notes_fill_neither_the_disk_nor_the_log() throws Exception {
    for (int i = 0; i < 300; i++) {
      Files.writeString(notes.resolve(name(i, "x1", "note")), "rubbish");
    }

    take();

    assertThat(count(dir.resolve("bad/notes"))).isBetween(1L, 100L);
    assertThat(spool.badFiles()).as("what people look for in bad/ is not pushed out").isZero();
    assertThat(said.list).hasSize(1);
    Files.writeString(notes.resolve(name(1, "x1", "note")), "rubbish");
    spool.takeNotes(at(NOW.uptimeMillis() + 61_000), Duration.ofSeconds(5));
    assertThat(said.list).hasSize(2);
    assertThat(said.list.get(1).getFormattedMessage()).contains("299 more");
  }

  @Test
  void a_note_that_a_kill_left_half_way_is_taken_by_the_next_agent_and_once() throws Exception {
    Path file = drop(1, "", "text");
    byte[] content = Files.readAllBytes(file);
    take();
    String id = theOne().id();
    spool.close();
    // The copy was made, and the kill came before the original was deleted.
    Files.write(dir.resolve(".notes").resolve(file.getFileName()), content);

    spool = Spool.open(dir, temp.resolve("run"));
    take();

    assertThat(theOne().id()).isEqualTo(id);
    assertThat(count(dir.resolve(".notes"))).isZero();
  }

  @Test
  void an_unfinished_note_is_left_to_its_writer_for_an_hour() throws Exception {
    Path fresh = Files.createFile(notes.resolve(".x1"));
    Path old = Files.createFile(notes.resolve(".x2"));
    Files.setLastModifiedTime(fresh, FileTime.fromMillis(NOW.wallMillis() - 3_000_000));
    Files.setLastModifiedTime(old, FileTime.fromMillis(NOW.wallMillis() - 4_000_000));

    take();

    assertThat(fresh).exists();
    assertThat(old).doesNotExist();
  }

  private Path drop(long uptime, String moreHeader, String body) throws IOException {
    return Files.writeString(
        notes.resolve(name(uptime, "x1", "note")), content(uptime, "note", moreHeader, body));
  }

  private static void own(Path file, int uid) throws IOException {
    Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
  }

  private void take() throws IOException {
    spool.takeNotes(NOW, Duration.ofSeconds(20));
  }

  private List<UnitEvent> events() throws IOException {
    List<UnitEvent> events = new ArrayList<>();
    for (Path file : spool.pending(NOW)) {
      events.add(spool.read(file, "web-1").orElseThrow().event());
    }
    return events;
  }

  private UnitEvent theOne() throws IOException {
    take();
    assertThat(events()).hasSize(1);
    return events().get(0);
  }
}
