package dev.groundhog.producer.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Properties are as systemctl 252 prints them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LabelsTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void labels_come_from_the_units_environment_and_nothing_else_of_it_does() {
    String printed =
        "GROUNDHOG_LABEL_TEAM=core \"GROUNDHOG_LABEL_TEAM_NAME=the core team\""
            + " \"GROUNDHOG_LABEL_Q=a'b\" \"X=\\$y\" \"GROUNDHOG_LABEL_Z=q\\\"w\" PASSWORD=hunter2";

    assertThat(UnitEnvironment.labels(printed))
        .isEqualTo(Map.of("team", "core", "team-name", "the core team", "q", "a'b", "z", "q\"w"));
  }

  @Test
  void labels_are_few_short_and_on_one_line() {
    String many =
        IntStream.range(0, 100)
            .mapToObj(i -> "GROUNDHOG_LABEL_N" + i + "=v")
            .collect(Collectors.joining(" "));
    String odd =
        "GROUNDHOG_LABEL_LONG="
            + "x".repeat(9_000)
            + " GROUNDHOG_LABEL_=a GROUNDHOG_LABEL_E="
            + " \"GROUNDHOG_LABEL_TWO=a\\nb\"";

    assertThat(UnitEnvironment.labels(many)).hasSize(UnitEnvironment.MOST);
    assertThat(UnitEnvironment.labels(odd)).containsOnlyKeys("long", "two");
    assertThat(UnitEnvironment.labels(odd).get("long")).hasSize(255);
    assertThat(UnitEnvironment.labels(odd)).containsEntry("two", "a b");
  }

  @Property
  void no_environment_breaks_the_reader(@ForAll String printed) {
    assertThat(UnitEnvironment.labels("GROUNDHOG_LABEL_A=1 " + printed)).containsKey("a");
  }

  @Test
  void of_a_program_and_what_it_is_given_the_newest_counts_and_links_are_followed(
      @TempDir Path root) throws IOException {
    file(root, "usr/bin/java", NINE);
    file(root, "opt/chat-2/chat.jar", TEN);
    Files.createSymbolicLink(root.resolve("opt/chat"), root.resolve("opt/chat-2"));
    file(root, "var/lib/chat/state.db", NOON.minusSeconds(1));

    assertThat(
            exeModified(
                root,
                "/usr/bin/java",
                "/usr/bin/java -jar /opt/chat/chat.jar /var/lib/chat/state.db"))
        .isEqualTo("2026-11-22T10:00:00Z");
    assertThat(exeModified(root, "/usr/bin/java", "/usr/bin/java -cp /etc:/opt/chat/chat.jar C"))
        .isEqualTo("2026-11-22T10:00:00Z");
    assertThat(exeModified(root, "/usr/bin/java", "/usr/bin/java -version"))
        .isEqualTo("2026-11-22T09:00:00Z");
    assertThat(exeModified(root, "/usr/bin/none", "/usr/bin/none")).isNull();
  }

  @Test
  void a_program_that_was_written_after_the_fact_is_not_what_ran(@TempDir Path root)
      throws IOException {
    file(root, "opt/chat", NOON.plusSeconds(1));

    assertThat(exeModified(root, "/opt/chat", "/opt/chat")).isNull();
  }

  @Test
  void the_host_says_what_it_is(@TempDir Path root) throws IOException {
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(
        root.resolve("etc/os-release"),
        "NAME=\"Rocky Linux\"\nID=\"rocky\"\nVERSION_ID=\"8.10\"\n");

    assertThat(Labels.of(root).ofHost())
        .containsEntry("os", "rocky 8.10")
        .doesNotContainKey("kernel");
    assertThat(Labels.ofThisHost().ofHost()).containsKeys("arch", "kernel");
  }

  private static @Nullable String exeModified(Path root, String path, String arguments) {
    String execStart =
        "{ path=%s ; argv[]=%s ; ignore_errors=no ; start_time=[n/a] ; pid=0 ; status=0/0 }"
            .formatted(path, arguments);
    return Labels.of(root).ofUnit("", execStart, NOON).get("exe-modified");
  }

  private static void file(Path root, String name, Instant modified) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
    Files.setLastModifiedTime(file, FileTime.from(modified));
  }
}
