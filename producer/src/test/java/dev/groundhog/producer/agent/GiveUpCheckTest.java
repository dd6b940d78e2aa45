package dev.groundhog.producer.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.producer.journal.UnitState;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The states are those that systemd 252 shows in each case. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GiveUpCheckTest {
  private static final String RUN = "b500bd5e315f4de79956c5b426b3f524";
  private static final long STOPPED_AT = 11_954_893_900L;

  @Test
  void a_unit_that_left_the_inactive_state_after_its_stop_and_failed_again_was_given_up() {
    assertThat(check("failed", "always", STOPPED_AT + 556, RUN)).isEqualTo(GiveUpCheck.GAVE_UP);
  }

  @Test
  void a_planned_stop_with_a_bad_status_is_not_given_up() {
    assertThat(check("failed", "always", STOPPED_AT - 1_000_000, RUN)).isEqualTo(GiveUpCheck.OVER);
  }

  @Test
  void a_failed_one_off_job_is_not_given_up() {
    assertThat(check("failed", "no", STOPPED_AT + 556, RUN)).isEqualTo(GiveUpCheck.OVER);
  }

  @Test
  void a_unit_that_waits_for_its_restart_may_still_be_given_up() {
    assertThat(check("activating", "always", STOPPED_AT + 556, RUN)).isEqualTo(GiveUpCheck.NOT_YET);
  }

  @Test
  void a_unit_that_runs_again_was_not() {
    String next = "263c2a62b4b94085b8b7059416ce774b";
    assertThat(check("active", "always", STOPPED_AT + 556, next)).isEqualTo(GiveUpCheck.OVER);
    assertThat(check("failed", "always", STOPPED_AT + 556, next)).isEqualTo(GiveUpCheck.OVER);
  }

  private static GiveUpCheck check(String active, String restart, long left, String shown) {
    UnitState state =
        new UnitState(
            Map.of(
                "ActiveState", active,
                "Restart", restart,
                "InvocationID", shown,
                "InactiveExitTimestampMonotonic", Long.toString(left)));
    return GiveUpCheck.of(state, RUN, STOPPED_AT);
  }
}
