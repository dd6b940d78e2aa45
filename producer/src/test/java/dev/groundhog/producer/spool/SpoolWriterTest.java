package dev.groundhog.producer.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SpoolWriterTest {
  private static final HostTime NOW =
      new HostTime("cbdead9105a14b1da58e7b95001bda71", 100_000, 1_767_258_000_000L);

  @TempDir Path dir;

  @Test
  void the_reader_finds_what_was_written() throws Exception {
    UnitEvent event =
        UnitEventBuilder.builder()
            .type(EventType.STOPPED)
            .host("web-1")
            .unit("chat.service")
            .result(ServiceResult.OOM_KILL)
            .exitCode("killed")
            .exitStatus("KILL")
            .planned(false)
            .labels(Map.of("env", "prod", "doctor", "true"))
            .build();
    byte[] tail = "one\ntwo".getBytes(StandardCharsets.UTF_8);

    Path file =
        SpoolWriter.write(dir, new SpooledEvent(event, NOW, tail, 7, "/var/log/a", null), "x1n0");

    SpooledEvent read = SpoolFile.parse("name", Files.readAllBytes(file), 0, "other");
    assertThat(read.event().labels()).isEqualTo(event.labels());
    assertThat(read.event().result()).isEqualTo(ServiceResult.OOM_KILL);
    assertThat(read.event())
        .usingRecursiveComparison()
        .ignoringFields("id", "at", "boot", "labels")
        .isEqualTo(event);
    assertThat(read.captured()).isEqualTo(NOW);
    assertThat(read.body()).isEqualTo(tail);
    assertThat(read.lines()).isEqualTo(7);
    assertThat(read.log()).isEqualTo("/var/log/a");
    assertThat(SpoolName.parse(file.getFileName().toString())).isPresent();
  }

  @Test
  void nothing_unfinished_is_left_where_a_file_cannot_be_committed() throws IOException {
    Path taken = dir.resolve(SpoolName.format(NOW, "x1", "note"));
    Files.createDirectories(taken.resolve("full"));

    assertThatThrownBy(() -> SpoolWriter.write(dir, note(new byte[0]), "x1"))
        .isInstanceOf(IOException.class);

    try (Stream<Path> left = Files.list(dir)) {
      assertThat(left).containsExactly(taken);
    }
  }

  @Test
  void a_line_feed_in_a_value_cannot_begin_another_line() throws Exception {
    UnitEvent event =
        UnitEventBuilder.builder()
            .type(EventType.NOTE)
            .host("web-1")
            .title("harmless\nunit=evil.service\r\nresult=success")
            .build();

    byte[] file = SpoolWriter.format(new SpooledEvent(event, NOW, new byte[0], 22, null, null));

    UnitEvent read = SpoolFile.parse("name", file, 0, "other").event();
    assertThat(read.title()).isEqualTo("harmless");
    assertThat(read.unit()).isNull();
  }

  @Property
  void any_bytes_are_a_body(@ForAll @Size(max = 300) byte[] body) throws Exception {
    byte[] file = SpoolWriter.format(note(body));

    assertThat(SpoolFile.parse("name", file, 0, "other").body()).isEqualTo(body);
  }

  private static SpooledEvent note(byte[] body) {
    UnitEvent event = UnitEventBuilder.builder().type(EventType.NOTE).host("web-1").build();
    return new SpooledEvent(event, NOW, body, 22, null, null);
  }
}
