package dev.groundhog.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StopsTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");

  @Test
  void a_planned_stop_is_no_crash_whatever_the_exit() {
    assertThat(judge(stop(ServiceResult.EXIT_CODE, "143", true))).isEqualTo(Verdict.PLANNED);
    assertThat(judge(stop(ServiceResult.SIGNAL, "KILL", true))).isEqualTo(Verdict.PLANNED);
  }

  @Test
  void a_jvm_that_ended_with_143_may_have_been_asked_to() {
    assertThat(judge(stop(ServiceResult.EXIT_CODE, "143", null))).isEqualTo(Verdict.PLANNED);
    assertThat(judge(stop(ServiceResult.SIGNAL, "TERM", null))).isEqualTo(Verdict.PLANNED);
  }

  @Test
  void but_if_nobody_asked_it_is_a_crash() {
    assertThat(judge(stop(ServiceResult.EXIT_CODE, "143", false))).isEqualTo(Verdict.CRASH);
  }

  @Test
  void every_failure_is_a_crash_and_so_is_a_word_that_a_newer_systemd_uses() {
    for (ServiceResult result : ServiceResult.values()) {
      Verdict expected =
          result == ServiceResult.SUCCESS || result == ServiceResult.EXEC_CONDITION
              ? Verdict.ENDED_WELL
              : Verdict.CRASH;
      assertThat(judge(stop(result, null, null))).as(result.name()).isEqualTo(expected);
    }
  }

  @Test
  void a_stop_of_which_nothing_is_known_accuses_nobody() {
    assertThat(judge(stop(null, null, null))).isEqualTo(Verdict.ENDED_WELL);
    assertThat(judge(stop(null, "0", null))).isEqualTo(Verdict.ENDED_WELL);
    assertThat(judge(stop(null, "3", null))).isEqualTo(Verdict.CRASH);
  }

  @Test
  void a_clean_exit_is_a_loop_only_after_a_short_run_with_rising_restarts() {
    UnitEvent clean =
        UnitEventBuilder.builder(stop(ServiceResult.SUCCESS, "0", false)).restarts(2).build();
    assertThat(Stops.judge(clean, NINE.minusSeconds(59), 1, NINE))
        .isEqualTo(Verdict.CLEAN_EXIT_LOOP);
    assertThat(Stops.judge(clean, NINE.minusSeconds(60), 1, NINE)).isEqualTo(Verdict.ENDED_WELL);
    assertThat(Stops.judge(clean, NINE.minusSeconds(5), 2, NINE)).isEqualTo(Verdict.ENDED_WELL);
    assertThat(Stops.judge(clean, null, 1, NINE)).isEqualTo(Verdict.ENDED_WELL);
  }

  private static Verdict judge(UnitEvent event) {
    return Stops.judge(event, null, null, NINE);
  }

  private static UnitEvent stop(
      @Nullable ServiceResult result, @Nullable String status, @Nullable Boolean planned) {
    return UnitEventBuilder.builder()
        .type(EventType.STOPPED)
        .host("h")
        .unit("u.service")
        .result(result)
        .exitStatus(status)
        .planned(planned)
        .build();
  }
}
