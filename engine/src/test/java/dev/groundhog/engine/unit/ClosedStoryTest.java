package dev.groundhog.engine.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Fleet;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Reason;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What reaches an incident that is closed, and what must not disappear in it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClosedStoryTest {
  private static final String CHAT = "chat.service";

  private final Fleet fleet = new Fleet(Rules.BUILT_IN);

  @Test
  void a_late_crash_of_a_closed_incident_does_not_make_it_swallow_the_next_loop() {
    loopOn("web-1");
    fleet.passMinutes(41).crash("web-2", CHAT, e -> e.age(720_000L));
    assertThat(fleet.filed()).last().extracting(UnitDesk.Filed::reason).isEqualTo(Reason.HOST_LOOP);
    fleet.passSeconds(5);
    loopOn("web-2");
    assertThat(fleet.incidents()).isEqualTo(2);
    assertThat(fleet.last().reason()).isEqualTo(Reason.HOST_LOOP);
    assertThat(fleet.last().state()).isEqualTo(AlertState.OPEN);
  }

  @Test
  void a_loop_that_still_goes_on_is_told_although_it_began_before_another_was_closed() {
    loopOn("web-1");
    fleet.passMinutes(41);
    for (long age : new long[] {200_000, 140_000, 80_000, 20_000}) {
      fleet.crash("web-2", CHAT, e -> e.age(age));
    }
    fleet.passSeconds(2);
    assertThat(fleet.newsReasons())
        .containsExactly(Reason.HOST_LOOP, Reason.QUIET, Reason.HOST_LOOP);
    assertThat(fleet.last().hosts()).hasSize(1);
  }

  @Test
  void hours_of_crashes_that_a_host_reports_late_are_told_and_not_hidden_in_a_closed_incident() {
    loopOn("web-1");
    fleet.passMinutes(125);
    for (int minute = 20; minute <= 110; minute++) {
      long age = (125L - minute) * 60_000L;
      fleet.crash("web-2", CHAT, e -> e.age(age));
    }
    fleet.passSeconds(30);
    assertThat(fleet.newsReasons()).containsExactly(Reason.HOST_LOOP, Reason.QUIET, Reason.LATE);
  }

  private void loopOn(String host) {
    fleet.crash(host, CHAT).passSeconds(2).crash(host, CHAT).passSeconds(2).crash(host, CHAT);
  }
}
