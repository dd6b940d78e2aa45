package dev.groundhog.ctl.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.ControlEventBuilder;
import dev.groundhog.events.Scope;
import dev.groundhog.events.Silence;
import dev.groundhog.events.SilenceBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WordingTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Silence SILENCE =
      SilenceBuilder.builder()
          .unit("worker@")
          .host("web-*")
          .labels(Map.of("env", "prod", "arch", "arm64"))
          .scope(Scope.UNIT)
          .from(NOON)
          .until(NOON.plus(Duration.ofHours(2)))
          .build();

  @Test
  void the_sentence_says_what_is_covered_until_when_and_on_what_condition() {
    assertThat(Wording.sentence(said(SILENCE), NOON, ZoneOffset.UTC))
        .isEqualTo(
            "s-1 holds back incidents of unit worker@, host web-*, label arch=arm64,"
                + " label env=prod, scope unit from now until 2026-11-22 14:00:00 UTC (2h),"
                + " as long as nothing else crashes in them.");
    assertThat(Wording.sentence(said(SILENCE), NOON.minusSeconds(60), ZoneId.of("Europe/Berlin")))
        .contains(" from 2026-11-22 13:00:00 until 2026-11-22 15:00:00 Europe/Berlin (2h)");
  }

  @Test
  void a_silence_is_later_then_active_then_ended() {
    assertThat(Wording.state(SILENCE, NOON.minusMillis(1))).isEqualTo("later");
    assertThat(Wording.state(SILENCE, NOON)).isEqualTo("active");
    assertThat(Wording.state(SILENCE, SILENCE.until())).isEqualTo("ended");
    Silence expiredBefore = SilenceBuilder.builder(SILENCE).until(NOON.minusSeconds(60)).build();
    assertThat(Wording.state(expiredBefore, NOON.minusSeconds(90))).isEqualTo("ended");
  }

  @Test
  void a_pattern_for_some_instances_gets_a_hint() {
    assertThat(Wording.hint("worker@3.service")).endsWith("For incidents: --unit worker@");
    assertThat(Wording.hint("worker@?.service")).isNotNull();
    for (String whole : new String[] {"worker@", "worker@*", "worker@.service", "chat", "*"}) {
      assertThat(Wording.hint(whole)).as(whole).isNull();
    }
  }

  @Test
  void what_somebody_wrote_cannot_command_the_terminal() {
    Silence labels =
        SilenceBuilder.builder(SILENCE).labels(Map.of("a", "\u001b]0;x\u0007")).build();
    assertThat(Wording.covered(labels)).doesNotContain("\u001b");
  }

  private static ControlEvent said(Silence silence) {
    return ControlEventBuilder.builder()
        .id("s-1")
        .type(ControlType.SILENCE)
        .silence(silence)
        .build();
  }
}
