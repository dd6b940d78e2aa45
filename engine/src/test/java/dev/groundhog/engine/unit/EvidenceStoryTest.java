package dev.groundhog.engine.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Fleet;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.EventType;
import dev.groundhog.events.HostState;
import dev.groundhog.events.UnitEvent;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What may be said of how an incident ended, and what must not. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EvidenceStoryTest {
  private static final String CHAT = "chat.service";

  private final Fleet fleet = new Fleet(Rules.BUILT_IN);

  @Test
  void one_instance_that_runs_does_not_make_another_recovered() {
    loopOn("web-1", "worker@1.service");
    fleet.passSeconds(2).gaveUp("web-1", "worker@1.service");
    fleet.crash("web-1", "worker@2.service").passSeconds(1).start("web-1", "worker@2.service");
    for (int i = 0; i < 12; i++) fleet.passMinutes(1).alive("web-1", "worker@2.service");
    assertThat(fleet.last().state()).isEqualTo(AlertState.DOWN);
    assertThat(fleet.last().hostCount()).isEqualTo(1);
    assertThat(fleet.last().hosts()).hasSize(1);
    assertThat(fleet.last().hosts().get(0).crashes()).isEqualTo(4);
    assertThat(fleet.last().hosts().get(0).state()).isEqualTo(HostState.GAVE_UP);
  }

  @Test
  void instances_that_all_run_again_have_recovered() {
    loopOn("web-1", "worker@1.service");
    fleet.crash("web-1", "worker@2.service").passSeconds(1);
    fleet.start("web-1", "worker@2.service").start("web-1", "worker@1.service").passMinutes(11);
    assertThat(fleet.last().state()).isEqualTo(AlertState.RECOVERED);
  }

  @Test
  void a_unit_that_was_given_up_and_is_on_the_agents_list_again_has_recovered() {
    loopOn("web-1", CHAT);
    fleet.passSeconds(1).gaveUp("web-1", CHAT);
    for (int i = 0; i < 12; i++) fleet.passMinutes(1).alive("web-1", CHAT);
    assertThat(fleet.last().state()).isEqualTo(AlertState.RECOVERED);
  }

  @Test
  void a_unit_that_crashes_after_it_was_given_up_is_crashing() {
    loopOn("web-1", CHAT);
    fleet.passSeconds(2).gaveUp("web-1", CHAT).passSeconds(10).crash("web-1", CHAT);
    fleet.passMinutes(5);
    assertThat(fleet.last().hosts().get(0).state()).isEqualTo(HostState.CRASHING);
  }

  @Test
  void an_agent_that_does_not_say_what_runs_says_nothing_of_the_unit() {
    loopOn("web-1", CHAT);
    for (int i = 0; i < 12; i++) {
      fleet.passMinutes(1).send(fleet.base(EventType.ALIVE, "web-1", null).build());
    }
    assertThat(fleet.last().state()).isEqualTo(AlertState.QUIET);
  }

  @Test
  void a_list_without_a_hash_holds_for_the_moment_it_was_sent_and_no_longer() {
    fleet.send(fleet.base(EventType.ALIVE, "web-1", null).units(List.of(CHAT)).build());
    loopOn("web-1", CHAT);
    for (int i = 0; i < 12; i++) {
      fleet.passMinutes(1).send(fleet.base(EventType.ALIVE, "web-1", null).build());
    }
    assertThat(fleet.last().state()).isEqualTo(AlertState.QUIET);
  }

  @Test
  void a_host_that_is_well_for_hours_while_another_crashes_is_not_taken_for_silent() {
    loopOn("web-1", CHAT);
    loopOn("web-2", CHAT);
    fleet.start("web-1", CHAT).alive("web-1", CHAT);
    for (int minute = 1; minute < 400; minute++) {
      fleet.passMinutes(1).send(unchanged("web-1"));
      if (minute % 3 == 0) fleet.crash("web-2", CHAT);
      assertThat(stateOf("web-1")).isIn(HostState.CRASHING, HostState.RECOVERED);
    }
    assertThat(stateOf("web-1")).isEqualTo(HostState.RECOVERED);
  }

  @Test
  void a_host_that_falls_silent_hours_after_its_crash_is_not_taken_for_well_for_ever() {
    loopOn("web-1", CHAT);
    loopOn("web-2", CHAT);
    fleet.start("web-1", CHAT).alive("web-1", CHAT);
    for (int minute = 1; minute < 240; minute++) {
      fleet.passMinutes(1).send(unchanged("web-1"));
      if (minute % 3 == 0) fleet.crash("web-2", CHAT);
    }
    for (int minute = 0; minute < 30; minute++) fleet.passMinutes(1).crash("web-2", CHAT);
    assertThat(stateOf("web-1")).isEqualTo(HostState.NOT_HEARD_FROM);
  }

  private UnitEvent unchanged(String host) {
    return fleet.base(EventType.ALIVE, host, null).unitsHash(CHAT).build();
  }

  private HostState stateOf(String host) {
    return fleet.last().hosts().stream()
        .filter(its -> its.host().equals(host))
        .findFirst()
        .orElseThrow()
        .state();
  }

  private void loopOn(String host, String unit) {
    fleet.crash(host, unit).passSeconds(2).crash(host, unit).passSeconds(2).crash(host, unit);
  }
}
