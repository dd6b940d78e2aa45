package dev.groundhog.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every version of the contract to the files of {@code src/test/resources/wire}. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WireCompatibilityTest {
  private static final Path GOLDEN = Path.of("src/test/resources/wire/v1");
  private static final Path SCHEMAS =
      Path.of(System.getProperty("groundhog.root", "..")).resolve("docs/contract");

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void todays_bytes_equal_the_golden_ones(Path file) throws Exception {
    byte[] golden = Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
    assertThat(new String(reencode(file, golden), StandardCharsets.UTF_8))
        .isEqualTo(new String(golden, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void the_published_schema_accepts_what_we_write(Path file) throws Exception {
    assertThat(validate(file, Files.readString(file))).isEmpty();
  }

  @Test
  void the_published_schema_refuses_an_event_without_a_host() throws Exception {
    Path stopped = GOLDEN.resolve("unit-event.stopped.json");
    assertThat(validate(stopped, "{\"type\":\"stopped\",\"unit\":\"a.service\"}"))
        .anyMatch(message -> message.contains("host"));
  }

  @Test
  void every_type_of_unit_event_has_a_golden_file() {
    List<String> names = goldenFiles().map(f -> f.getFileName().toString()).toList();
    for (EventType type : EventType.values()) {
      if (type == EventType.UNKNOWN) continue;
      assertThat(names).contains("unit-event." + type.word() + ".json");
    }
  }

  @Test
  void every_type_of_control_event_has_a_golden_file() {
    List<String> names = goldenFiles().map(f -> f.getFileName().toString()).toList();
    for (ControlEvent.ControlType type : ControlEvent.ControlType.values()) {
      if (type == ControlEvent.ControlType.UNKNOWN) continue;
      assertThat(names).contains("control." + type.word() + ".json");
    }
  }

  @Test
  void the_published_schema_refuses_what_readers_refuse_of_people() throws Exception {
    Path silence = GOLDEN.resolve("control.silence.json");
    assertThat(validate(silence, "{\"v\":1,\"id\":\"s\",\"type\":\"silence\"}")).isNotEmpty();
    String golden = Files.readString(silence);
    assertThat(validate(silence, golden.replaceAll("\"unit\".*\"from\"", "\"labels\":{},\"from\"")))
        .as("of everything")
        .isNotEmpty();
    assertThat(validate(silence, golden.replaceAll(",\"until\":\"[^\"]*\"", ""))).isNotEmpty();
    assertThat(validate(silence, "{\"v\":1,\"id\":\"a\",\"type\":\"ack\"}")).isNotEmpty();
  }

  static Stream<Path> goldenFiles() {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String kind(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.indexOf('.'));
  }

  private static byte[] reencode(Path file, byte[] json) throws MalformedEventException {
    return switch (kind(file)) {
      case "unit-event" -> reencode(Wire.UNIT_EVENT, json);
      case "alert" -> reencode(Wire.ALERT, json);
      case "control" -> reencode(Wire.CONTROL, json);
      case "delivery" -> reencode(Wire.DELIVERY, json);
      default -> throw new IllegalArgumentException("no such record: " + file);
    };
  }

  private static <T> byte[] reencode(Wire<T> wire, byte[] json) throws MalformedEventException {
    return wire.encode(wire.decode(json));
  }

  private static List<String> validate(Path file, String json) throws IOException {
    var factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    var schema = factory.getSchema(Files.readString(SCHEMAS.resolve(kind(file) + ".schema.json")));
    return schema.validate(new ObjectMapper().readTree(json)).stream()
        .map(Object::toString)
        .toList();
  }
}
