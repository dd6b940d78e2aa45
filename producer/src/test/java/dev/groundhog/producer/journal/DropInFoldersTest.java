package dev.groundhog.producer.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DropInFoldersTest {
  @TempDir Path folder;

  @Test
  void a_plain_unit_has_its_own_and_every_services() {
    assertThat(DropInFolders.of("chat.service")).containsExactly("chat.service", "service");
  }

  @Test
  void each_dash_ends_a_group() {
    assertThat(DropInFolders.of("a-b-c.service"))
        .containsExactly("a-b-c.service", "a-b-.service", "a-.service", "service");
  }

  @Test
  void an_instance_has_its_template_in_each_group() {
    assertThat(DropInFolders.of("a-b@3.service"))
        .containsExactly("a-b@3.service", "a-b@.service", "a-@3.service", "a-@.service", "service");
  }

  @Test
  void a_mask_in_a_more_specific_folder_wins_over_every_services_drop_in() throws IOException {
    dropIn("service");
    mask("systemd-.service");
    dropIn("systemd-resolved.service");
    WatchedUnits watched = new WatchedUnits(List.of(folder), UnitGlobs.none());

    assertThat(watched.contains("chat.service")).isTrue();
    assertThat(watched.contains("systemd-journald.service")).isFalse();
    assertThat(watched.contains("systemd-resolved.service")).isTrue();
  }

  private void dropIn(String unit) throws IOException {
    Files.writeString(place(unit), "[Service]\n");
  }

  private void mask(String unit) throws IOException {
    Files.createSymbolicLink(place(unit), Path.of("/dev/null"));
  }

  private Path place(String unit) throws IOException {
    return Files.createDirectories(folder.resolve(unit + ".d")).resolve(WatchedUnits.DROP_IN);
  }
}
