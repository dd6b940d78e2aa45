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

  @Test
  void a_drop_in_of_a_truncated_prefix_watches_what_begins_so() throws IOException {
    install("web-.service");

    assertThat(watched("web-chat.service")).isTrue();
    assertThat(watched("web-chat-eu.service")).isTrue();
    assertThat(watched("web-worker@3.service")).isFalse();
    assertThat(watched("web.service")).isFalse();
    install("web-@.service");
    assertThat(watched("web-worker@3.service")).isTrue();
  }

  @Test
  void a_link_to_dev_null_takes_a_unit_out_of_what_watches_all() throws IOException {
    install("service");
    mask("getty@.service");
    mask("cron.service");

    assertThat(watched("cron.service")).isFalse();
    assertThat(watched("getty@tty1.service")).isFalse();
    assertThat(watched("chat.service")).isTrue();
  }

  @Test
  void the_more_specific_name_wins_and_of_one_name_the_stronger_folder() throws IOException {
    Path lib = etc.resolve("lib");
    install("service");
    mask("web-.service");
    install("web-chat.service");
    Path folder = Files.createDirectories(lib.resolve("cron.service.d"));
    Files.writeString(folder.resolve(WatchedUnits.DROP_IN), "[Service]\n");
    mask("cron.service");

    assertThat(watched("web-mail.service")).isFalse();
    assertThat(watched("web-chat.service")).isTrue();
    assertThat(new WatchedUnits(List.of(etc, lib), UnitGlobs.none()).contains("cron.service"))
        .isFalse();
    assertThat(new WatchedUnits(List.of(lib, etc), UnitGlobs.none()).contains("cron.service"))
        .isTrue();
  }

  @Test
  void what_watch_units_names_is_watched_by_the_journal_unless_it_has_the_hook()
      throws IOException {
    install("chat.service");
    WatchedUnits units = new WatchedUnits(List.of(etc), UnitGlobs.of("*"));

    assertThat(units.contains("mail.service")).isTrue();
    assertThat(units.byJournalAlone("mail.service")).isTrue();
    assertThat(units.byJournalAlone("chat.service")).isFalse();
  }

  private void mask(String name) throws IOException {
    Path folder = Files.createDirectories(etc.resolve(name + ".d"));
    Files.createSymbolicLink(folder.resolve(WatchedUnits.DROP_IN), Path.of("/dev/null"));
  }

  private void install(String name) throws IOException {
    Path folder = Files.createDirectories(etc.resolve(name + ".d"));
    Files.writeString(folder.resolve(WatchedUnits.DROP_IN), "[Service]\n");
  }

  private boolean watched(String unit) {
    return new WatchedUnits(List.of(etc), UnitGlobs.none()).contains(unit);
  }
}
