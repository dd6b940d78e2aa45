package dev.groundhog.engine.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Fleet;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.HostState;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What may be said of how an incident ended, and what must not. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EvidenceStoryTest {
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

  private void loopOn(String host, String unit) {
    fleet.crash(host, unit).passSeconds(2).crash(host, unit).passSeconds(2).crash(host, unit);
  }
}
