package dev.groundhog.producer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LeftOutTest {
  @TempDir Path root;

  @Test
  void our_own_units_are_left_out_whatever_the_list_says() {
    assertThat(LeftOut.of(List.of(), Map.of()))
        .containsOnlyKeys("groundhog-.service", "groundhog-@.service");
  }

  @Test
  void a_prefix_is_masked_as_a_group_with_its_templates_and_holds_for_units_of_later() {
    assertThat(LeftOut.of(List.of("systemd-*"), Map.of()))
        .containsKeys("systemd-.service", "systemd-@.service");
  }

  @Test
  void instances_of_a_template_are_masked_by_the_template() {
    assertThat(LeftOut.of(List.of("getty@*", "user@"), Map.of()))
        .containsKeys("getty@.service", "user@.service");
  }

  @Test
  void any_other_pattern_masks_the_units_that_it_matches_today() {
    var units = Map.of("db-backup.service", "", "web-backup.service", "", "web.service", "");

    assertThat(LeftOut.of(List.of("*-backup"), units))
        .containsKeys("db-backup.service", "web-backup.service")
        .doesNotContainKey("web.service");
  }

  @Test
  void what_a_timer_starts_is_left_out() {
    var units =
        Map.of(
            "backup.timer", "[Timer]\nOnCalendar=daily\n",
            "sweep.timer", "[Timer]\nUnit=cleaner.service\n",
            "wake.timer", "[Timer]\nUnit=evening.target\n");

    assertThat(LeftOut.of(List.of(), units))
        .containsEntry("backup.service", "started by a timer")
        .containsEntry("cleaner.service", "started by a timer")
        .doesNotContainKeys("sweep.service", "evening.target", "wake.service");
  }

  @Test
  void what_runs_before_the_disks_are_mounted_is_left_out() {
    var units =
        Map.of(
            "early.service", "[Unit]\nDefaultDependencies=no\n",
            "late.service", "[Unit]\n# DefaultDependencies=no\nDefaultDependencies=yes\n");

    assertThat(LeftOut.of(List.of(), units))
        .containsEntry("early.service", "runs before the disks are there")
        .doesNotContainKey("late.service");
  }

  @Test
  void what_a_group_covers_gets_no_mask_of_its_own() {
    var units =
        Map.of(
            "systemd-tmpfiles-clean.timer", "", "systemd-fsck@.service", "DefaultDependencies=no");

    assertThat(LeftOut.of(List.of("systemd-*"), units))
        .doesNotContainKeys("systemd-tmpfiles-clean.service", "systemd-fsck@.service");
  }

  @Test
  void unit_files_are_read_as_systemd_would_the_administrators_first_and_no_aliases()
      throws IOException {
    Path etc = Files.createDirectories(root.resolve("etc/systemd/system"));
    Path usr = Files.createDirectories(root.resolve("usr/lib/systemd/system"));
    Files.writeString(etc.resolve("a.service"), "mine");
    Files.writeString(usr.resolve("a.service"), "theirs");
    Files.createSymbolicLink(etc.resolve("alias.service"), usr.resolve("a.service"));
    Files.createSymbolicLink(etc.resolve("gone.service"), Path.of("/dev/null"));
    Files.writeString(usr.resolve("b.timer"), "");

    assertThat(UnitFiles.read(root))
        .containsOnlyKeys("a.service", "b.timer")
        .containsEntry("a.service", "mine");
  }
}
