package dev.groundhog.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.streams.rules.FileLooks.Found;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FileLooksTest {
  @TempDir Path folder;

  private final FileLooks looks = new FileLooks("old");

  @Test
  void what_is_new_counts_when_it_is_seen_twice_running() {
    assertThat(look("old")).isEmpty();
    assertThat(look("ne")).as("being written").isEmpty();
    assertThat(look("new")).as("being written").isEmpty();
    assertThat(look("new")).isPresent();
    assertThat(look("new")).as("said once").isEmpty();
  }

  @Test
  void whoever_says_that_it_is_complete_need_not_wait() {
    assertThat(looks.look(new Found("new", null), true)).isPresent();
    assertThat(looks.look(new Found("new", null), true)).isEmpty();
  }

  @Test
  void a_file_that_is_gone_for_a_moment_is_nothing_new() {
    assertThat(look(null)).isEmpty();
    assertThat(look("old")).isEmpty();
    assertThat(look(null)).isEmpty();
    assertThat(look(null)).as("gone for longer").isPresent();
    assertThat(look("old")).isEmpty();
    assertThat(look("old")).as("back").isPresent();
  }

  @Test
  void an_edit_a_rename_and_a_link_pointed_elsewhere_are_all_seen() throws Exception {
    Path first = Files.writeString(folder.resolve("first"), "a");
    Path link = Files.createSymbolicLink(folder.resolve("rules.yaml"), first);
    assertThat(FileLooks.read(link).text()).isEqualTo("a");
    Files.writeString(first, "b");
    assertThat(FileLooks.read(link).text()).isEqualTo("b");
    Path second = Files.writeString(folder.resolve("second"), "c");
    Path other = Files.createSymbolicLink(folder.resolve("other"), second);
    Files.move(other, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    assertThat(FileLooks.read(link).text()).isEqualTo("c");
    Files.delete(second);
    assertThat(FileLooks.read(link).trouble()).isEqualTo("NoSuchFileException");
  }

  private Optional<Found> look(@org.jspecify.annotations.Nullable String text) {
    return looks.look(new Found(text, text == null ? "NoSuchFileException" : null), false);
  }
}
