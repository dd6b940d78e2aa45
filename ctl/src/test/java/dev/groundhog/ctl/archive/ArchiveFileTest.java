package dev.groundhog.ctl.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.events.Topic;
import dev.groundhog.runtime.settings.InvalidSettingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ArchiveFileTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");

  @TempDir Path folder;
  private Path plain;

  @BeforeEach
  void an_archive_of_eleven_records() throws IOException {
    plain = write("plain.jsonl");
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    try (ArchiveWriter writer = ArchiveWriter.open(file, false)) {
      for (int i = 0; i < 8; i++) writer.add(record(Topic.UNIT_EVENTS, i % 3, i));
      for (int i = 0; i < 2; i++) writer.add(record(Topic.ALERTS, 0, i));
      writer.add(record(Topic.CONTROL, 0, 0));
      writer.finish(Header.of("0.1.0", "a test", NINE, NINE.plusSeconds(60), NINE, 3, false));
    }
    return file;
  }

  private static LogRecord record(Topic topic, int partition, int i) {
    byte[] value = ("{\"host\":\"web-" + i + "\"}").getBytes(StandardCharsets.UTF_8);
    return new LogRecord(topic, partition, i, NINE.plusSeconds(i), "web-" + i, value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.jsonl.zst"})
  void what_was_written_is_read_in_its_order(String name) throws IOException {
    ArchiveFile archive = open(write(name));
    List<Long> events = new ArrayList<>();
    archive.unitEvents(NINE.plusSeconds(2), NINE.plusSeconds(5), r -> events.add(r.offset()));
    assertThat(events).containsExactly(2L, 3L, 4L, 5L);
    List<Topic> others = new ArrayList<>();
    archive.alerts(r -> others.add(r.topic()));
    archive.controlEvents(r -> others.add(r.topic()));
    assertThat(others).containsExactly(Topic.ALERTS, Topic.ALERTS, Topic.CONTROL);
    assertThat(archive.partitions()).isEqualTo(3);
    assertThat(archive.header().records())
        .containsEntry("groundhog.unit-events.v1", 8L)
        .containsEntry("groundhog.alerts.v1", 2L);
  }

  @Test
  void a_changed_byte_is_found_on_its_line_whichever_it_is() throws IOException {
    byte[] whole = Files.readAllBytes(plain);
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      int line = 1 + (int) count(Arrays.copyOf(whole, at));
      String said = refusal(Files.write(folder.resolve("changed"), changed));
      // A line's end that is none any more joins two lines; they are refused under the first's
      // number.
      assertThat(said)
          .as("byte %d", at)
          .matches("(?s).*changed, line (%d|%d): .*".formatted(line, line + 1));
    }
  }

  @Test
  void a_file_that_ends_too_early_is_refused_wherever_it_ends() throws IOException {
    byte[] whole = Files.readAllBytes(plain);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      long line = 1 + count(cut);
      assertThat(refusal(Files.write(folder.resolve("cut"), cut)))
          .as("%d bytes", length)
          .contains("cut, line " + line + ": ");
    }
  }

  @Test
  void so_is_a_compressed_one() throws IOException {
    byte[] whole = Files.readAllBytes(write("b.jsonl.zst"));
    for (int length = 0; length < whole.length; length++) {
      assertThat(refusal(Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length))))
          .as("%d bytes", length)
          .containsPattern("cut, line [0-9]+: ");
    }
  }

  @Test
  void a_changed_byte_of_a_compressed_one_is_never_believed() throws IOException {
    byte[] whole = Files.readAllBytes(write("c.jsonl.zst"));
    int harmless = 0;
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x10;
      Path file = Files.write(folder.resolve("changed"), changed);
      try {
        // Some bits of zstd's own headers mean nothing: what is read then is what was written.
        assertThat(open(file).header()).as("byte %d", at).isEqualTo(open(plain).header());
        harmless++;
      } catch (InvalidSettingException e) {
        assertThat(e).as("byte %d", at).hasMessageContaining("changed, line ");
      }
    }
    assertThat(harmless).isLessThan(5);
  }

  @Test
  void a_line_that_is_missing_is_missed_by_the_next_one() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(plain));
    lines.remove(4);
    assertThat(refusal(lines))
        .contains("line 5: was changed after it was written, or lines before");
  }

  @Test
  void lines_that_changed_places_are_noticed() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(plain));
    lines.add(5, lines.remove(6));
    assertThat(refusal(lines)).contains("line 6: ");
  }

  @Test
  void nothing_may_follow_the_last_line() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(plain));
    lines.add("");
    assertThat(refusal(lines)).contains("line 14: stands behind the last line");
  }

  @Test
  void another_archive_behind_it_is_not_read() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(plain));
    lines.addAll(Files.readAllLines(plain));
    assertThat(refusal(lines)).contains("line 14: stands behind the last line");
  }

  @Test
  void what_is_no_archive_is_told_so() throws IOException {
    assertThat(refusal(List.of("dear diary")))
        .contains("line 1: not what groundhogctl export writes. Nothing was replayed.");
    assertThat(refusal(List.of("{\"type\":\"stopped\",\"host\":\"web-1\"}")))
        .contains("line 1: not");
    assertThat(refusal(List.of())).contains("line 1: the file is empty");
    assertThat(refusal(folder.resolve("nowhere"))).contains("nowhere: there is no such file");
    assertThat(refusal(folder)).contains("cannot be read");
  }

  @Test
  void a_newer_format_is_named_before_anything_else_is_wrong() throws IOException {
    assertThat(refusal(List.of("{\"groundhog\":\"archive\",\"format\":2,\"product\":\"0.9.0\"}")))
        .contains(
            "line 1: format 2, written by groundhogctl 0.9.0; this one reads formats up to 1");
  }

  /** Sealed as they should be: only what they say is missing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"product\":\"0.1.0\"",
        "\"madeBy\":\"a test\"",
        "\"from\":\"2026-11-22T09:00:00.000Z\"",
        "\"begin\":\"2026-11-22T09:00:00.000Z\"",
        "\"partitions\":3",
        "\"groundhog.alerts.v1\":2"
      })
  void a_header_without_a_field_is_damaged_whichever_it_is(String field) throws IOException {
    List<String> lines = Files.readAllLines(plain);
    assertThat(lines.get(0)).contains(field);
    String empty = field.substring(0, field.indexOf(':')) + ":null";
    String header = lines.get(0).replace(field, empty);
    assertThat(refusal(sealed(header, lines.get(lines.size() - 1))))
        .contains("line 1: a field of the header is missing");
  }

  @Test
  void so_is_a_last_line_without_a_count() throws IOException {
    List<String> lines = Files.readAllLines(plain);
    String end = lines.get(lines.size() - 1);
    String field = "\"groundhog.alerts.v1\":2";
    assertThat(end).contains(field);
    assertThat(refusal(sealed(lines.get(0), end.replace(field, "\"groundhog.alerts.v1\":null"))))
        .contains("line 2: a count is missing");
  }

  private static List<String> sealed(String... lines) {
    Chain chain = new Chain();
    List<String> sealed = new ArrayList<>();
    for (String line : lines) {
      byte[] object =
          line.replaceFirst(",\"crc\":\"[0-9a-f]{8}\"", "").getBytes(StandardCharsets.UTF_8);
      sealed.add(new String(chain.seal(object), StandardCharsets.UTF_8).strip());
    }
    return sealed;
  }

  @Test
  void an_endless_line_is_not_read_to_its_end() throws IOException {
    Path file = folder.resolve("endless.zst");
    byte[] first = Files.readAllLines(plain).get(0).getBytes(StandardCharsets.UTF_8);
    try (ZstdOutputStream out = new ZstdOutputStream(Files.newOutputStream(file))) {
      out.write(first);
      out.write('\n');
      byte[] much = new byte[1024 * 1024];
      Arrays.fill(much, (byte) 'a');
      for (int i = 0; i < 200; i++) out.write(much);
    }
    assertThat(refusal(file)).contains("line 2: longer than 16777216 bytes");
  }

  @Test
  void a_file_that_is_there_is_replaced_only_if_that_is_said() throws IOException {
    byte[] before = Files.readAllBytes(plain);
    assertThatThrownBy(() -> ArchiveWriter.open(plain, false))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("plain.jsonl: is there");
    try (ArchiveWriter writer = ArchiveWriter.open(plain, true)) {
      assertThat(Files.readAllBytes(plain)).isEqualTo(before);
      writer.finish(Header.of("0.1.0", "a test", NINE, NINE, NINE, 1, false));
    }
    assertThat(open(plain).header().to()).isEqualTo(NINE);
  }

  @Test
  void one_that_is_given_up_leaves_nothing_behind() throws IOException {
    try (ArchiveWriter writer = ArchiveWriter.open(folder.resolve("half.zst"), false)) {
      writer.add(record(Topic.ALERTS, 0, 1));
    }
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(plain);
    }
  }

  @Test
  void only_its_owner_may_read_it() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(plain)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_place_where_nothing_can_be_written_is_named() {
    assertThatThrownBy(() -> ArchiveWriter.open(folder.resolve("no/such/folder"), false))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("no/such/folder");
  }

  @Test
  void compressed_or_not_it_says_the_same() throws IOException {
    Path compressed = write("d.jsonl.zst");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZstdInputStream in = new ZstdInputStream(Files.newInputStream(compressed))) {
      in.transferTo(out);
    }
    assertThat(out.toByteArray()).isEqualTo(Files.readAllBytes(plain));
    Path renamed = Files.move(compressed, folder.resolve("renamed.txt"));
    assertThat(open(renamed).header()).isEqualTo(open(plain).header());
  }

  private String refusal(List<String> lines) throws IOException {
    return refusal(Files.write(folder.resolve("altered.jsonl"), lines));
  }

  private static String refusal(Path file) {
    try {
      open(file);
    } catch (InvalidSettingException e) {
      return String.valueOf(e.getMessage());
    }
    throw new AssertionError("it was believed");
  }

  private static ArchiveFile open(Path file) {
    return ArchiveFile.open(file, "Nothing was replayed.");
  }

  private static long count(byte[] bytes) {
    long lines = 0;
    for (byte b : bytes) if (b == '\n') lines++;
    return lines;
  }
}
