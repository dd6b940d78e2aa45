package dev.groundhog.producer.install;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InEffectTest {
  private static final String CALLED =
      "{ path=/usr/lib/groundhog/bin/groundhog-hook ; argv[]=/usr/lib/groundhog/bin/groundhog-hook"
          + " stopped chat.service }";

  @Test
  void a_unit_whose_stop_calls_the_hook_needs_no_word() {
    assertThat(judge(Map.of("LoadState", "loaded", "ExecStopPost", CALLED), null)).isNull();
  }

  @Test
  void a_unit_that_nobody_knows_is_most_likely_a_typing_error() {
    var warning = judge(Map.of("LoadState", "not-found"), null);

    assertThat(requireNonNull(warning).says())
        .isEqualTo("chat.service: systemd knows no such unit");
    assertThat(warning.calledNever()).isFalse();
  }

  @Test
  void a_later_drop_in_that_empties_ExecStopPost_is_named_with_a_better_name_for_it() {
    var warning =
        judge(
            Map.of("LoadState", "loaded", "ExecStopPost", ""),
            "/etc/systemd/system/chat.service.d/90-own.conf");

    assertThat(requireNonNull(warning).calledNever()).isTrue();
    assertThat(warning.says())
        .contains("not in effect; /etc/systemd/system/chat.service.d/90-own.conf empties");
    assertThat(warning.mend()).contains("such as 40-own.conf");
  }

  @Test
  void a_unit_in_an_image_needs_the_hook_in_there() {
    var warning =
        judge(
            Map.of("LoadState", "loaded", "ExecStopPost", CALLED, "RootDirectory", "/srv/chat"),
            null);

    assertThat(requireNonNull(warning).says()).contains("RootDirectory=/srv/chat");
  }

  @Test
  void several_units_and_several_commands_are_told_apart() {
    assertThat(Shown.parse("Id=a\nExecStopPost={ path=/x }\nExecStopPost={ path=/y }\n\nId=b\n"))
        .isEqualTo(
            List.of(
                Map.of("Id", "a", "ExecStopPost", "{ path=/x }\n{ path=/y }"), Map.of("Id", "b")));
  }

  private static InEffect.@Nullable Warning judge(
      Map<String, String> shown, @Nullable String wiper) {
    return InEffect.of("chat.service", shown, wiper).orElse(null);
  }
}
