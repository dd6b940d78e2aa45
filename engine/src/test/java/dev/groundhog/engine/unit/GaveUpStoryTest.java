package dev.groundhog.engine.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Fleet;
import dev.groundhog.engine.host.Verdict;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.EventType;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Severity;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** systemd gives up restarting a unit, early, late, and more than once. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GaveUpStoryTest {
  private static final String CHAT = "chat.service";

  private final Fleet fleet = new Fleet(Rules.BUILT_IN);

  @Test
  void giving_up_more_than_a_day_ago_is_not_told() {
    fleet.send(fleet.base(EventType.GAVE_UP, "web-1", CHAT).age(90_000_000L).build());
    assertThat(fleet.lastVerdict()).isEqualTo(Verdict.TOO_OLD);
    assertThat(fleet.passSeconds(30).alerts()).isEmpty();
  }

  @Test
  void giving_up_on_another_host_after_the_end_brings_the_incident_back() {
    for (String host : new String[] {"a", "b", "c"}) fleet.alive(host, CHAT);
    fleet.crash("a", CHAT).crash("b", CHAT).crash("c", CHAT).passSeconds(1);
    fleet.start("a", CHAT).start("b", CHAT).start("c", CHAT);
    for (int i = 0; i < 15; i++) {
      fleet.passMinutes(1).alive("a", CHAT).alive("b", CHAT).alive("c", CHAT);
    }
    assertThat(fleet.last().state()).isEqualTo(AlertState.RECOVERED);
    assertThat(fleet.last().severity()).isEqualTo(Severity.CRITICAL);

    fleet.gaveUp("d", CHAT).passSeconds(4);
    assertThat(fleet.last().state()).isEqualTo(AlertState.OPEN);
    assertThat(fleet.newsReasons()).endsWith(Reason.RECOVERED, Reason.REOPENED);
    assertThat(fleet.incidents()).isEqualTo(1);
  }

  @Test
  void a_rise_in_severity_after_the_end_is_not_told_of_a_recovered_incident() {
    fleet.crash("a", CHAT).passSeconds(2).crash("a", CHAT).passSeconds(2).crash("a", CHAT);
    fleet.passSeconds(2).start("a", CHAT).passMinutes(15);
    assertThat(fleet.last().state()).isEqualTo(AlertState.RECOVERED);
    fleet.gaveUp("b", CHAT).passSeconds(4);
    assertThat(fleet.last().state()).isEqualTo(AlertState.OPEN);
  }

  @Test
  void giving_up_again_what_is_down_already_is_no_news() {
    fleet.crash("a", CHAT).passSeconds(1).gaveUp("a", CHAT).passMinutes(15);
    assertThat(fleet.newsReasons()).containsExactly(Reason.GAVE_UP, Reason.DOWN);
    fleet.gaveUp("a", CHAT).passMinutes(15);
    assertThat(fleet.newsReasons()).containsExactly(Reason.GAVE_UP, Reason.DOWN);
  }

  @Test
  void giving_up_that_is_reported_late_does_not_count_for_the_incident_of_today() {
    fleet.crash("a", CHAT).passSeconds(2).crash("a", CHAT).passSeconds(2).crash("a", CHAT);
    fleet.send(fleet.base(EventType.GAVE_UP, "b", CHAT).age(7_200_000L).build()).passMinutes(5);
    assertThat(fleet.incidents()).isEqualTo(2);
    assertThat(fleet.alerts())
        .filteredOn(a -> a.openReason() == Reason.HOST_LOOP)
        .allSatisfy(alert -> assertThat(alert.hostCount()).isEqualTo(1));
  }
}
