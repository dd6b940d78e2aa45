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
class WatchedUnitsTest {
  @TempDir Path etc;

  @Test
  void a_unit_with_the_drop_in_is_watched_and_no_other() throws IOException {
    install("chat.service");

    assertThat(watched("chat.service")).isTrue();
    assertThat(watched("chat2.service")).isFalse();
    assertThat(watched("../chat.service")).isFalse();
  }

  @Test
  void a_template_watches_its_instances() throws IOException {
    install("worker@.service");

    assertThat(watched("worker@3.service")).isTrue();
    assertThat(watched("worker.service")).isFalse();
  }

  @Test
  void the_drop_in_of_all_services_watches_all() throws IOException {
    install("service");

    assertThat(watched("any.service")).isTrue();
  }

  private void install(String name) throws IOException {
    Path folder = Files.createDirectories(etc.resolve(name + ".d"));
    Files.createFile(folder.resolve(WatchedUnits.DROP_IN));
  }

  private boolean watched(String unit) {
    return new WatchedUnits(List.of(etc)).contains(unit);
  }
}
