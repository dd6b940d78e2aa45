package dev.groundhog.engine.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Fleet;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.Alert.Suspect;
import dev.groundhog.events.EventType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the crashing hosts have and the healthy have not, told as stories. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SuspectsStoryTest {
  private static final String CHAT = "chat.service";
  private static final Map<String, String> OLD = Map.of("env", "prod", "version", "1.4.1");
  private static final Map<String, String> NEW = Map.of("env", "prod", "version", "1.4.2");

  private final Fleet fleet = new Fleet(Rules.BUILT_IN, 2, Duration.ofSeconds(10));

  @Test
  void a_rolling_deploy_of_a_bad_version_names_the_version() {
    runWell(12);
    for (int i = 1; i <= 5; i++) deployAndCrash("web-" + i);
    fleet.passMinutes(5);
    assertThat(fleet.last().hostCount()).isEqualTo(5);
    assertThat(fleet.last().knownHosts()).isEqualTo(12);
    assertThat(fleet.last().suspects())
        .containsExactly(new Suspect("version", "1.4.2", "5/5", "0/7"));
  }

  @Test
  void it_is_named_with_the_first_message_where_three_of_ten_crash() {
    runWell(10);
    for (int i = 1; i <= 3; i++) deployAndCrash("web-" + i);
    assertThat(fleet.alerts()).hasSize(1);
    assertThat(fleet.last().suspects())
        .containsExactly(new Suspect("version", "1.4.2", "3/3", "0/7"));
  }

  @Test
  void a_version_that_runs_well_elsewhere_is_none() {
    runWell(12);
    for (int i = 1; i <= 12; i++) fleet.passSeconds(1).start("web-" + i, CHAT, NEW);
    fleet.passMinutes(15);
    for (int i = 1; i <= 5; i++) crash("web-" + i, NEW);
    assertThat(fleet.last().suspects()).isEmpty();
  }

  @Test
  void a_host_that_was_rolled_back_and_crashes_all_the_same_speaks_against_the_version() {
    runWell(12);
    for (int i = 1; i <= 5; i++) deployAndCrash("web-" + i);
    for (int i = 1; i <= 2; i++) {
      fleet.passSeconds(5).start("web-" + i, CHAT, OLD);
      crash("web-" + i, OLD);
    }
    fleet.passMinutes(5);
    assertThat(fleet.last().suspects()).isEmpty();
  }

  @Test
  void agents_that_fell_silent_are_not_counted_among_the_healthy() {
    runWell(12);
    for (int i = 1; i <= 12; i++) fleet.alive("web-" + i, CHAT);
    for (int minute = 0; minute < 6; minute++) {
      fleet.passMinutes(1);
      for (int i = 1; i <= 10; i++) fleet.alive("web-" + i, CHAT);
    }
    for (int i = 1; i <= 5; i++) deployAndCrash("web-" + i);
    fleet.passMinutes(1);
    assertThat(fleet.last().knownHosts()).isEqualTo(12);
    assertThat(fleet.last().suspects())
        .containsExactly(new Suspect("version", "1.4.2", "5/5", "0/5"));
    for (int i : new int[] {6, 7, 8, 9, 10, 12}) fleet.alive("web-" + i, CHAT);
    crash("web-1", NEW);
    fleet.passMinutes(2);
    assertThat(fleet.last().suspects())
        .containsExactly(new Suspect("version", "1.4.2", "5/5", "0/6"));
  }

  @Test
  void after_the_incident_is_closed_its_hosts_are_healthy_again() {
    runWell(8);
    for (int i = 1; i <= 3; i++) deployAndCrash("web-" + i);
    fleet.passMinutes(60);
    for (int i = 4; i <= 8; i++) crash("web-" + i, Map.of("env", "prod", "version", "1.4.1"));
    fleet.passMinutes(5);
    assertThat(fleet.incidents()).isEqualTo(2);
    assertThat(fleet.last().suspects())
        .containsExactly(new Suspect("version", "1.4.1", "5/5", "0/3"));
  }

  @Test
  void where_every_host_crashes_the_label_that_changed_is_named_without_a_share() {
    runWell(4);
    for (int i = 1; i <= 4; i++) deployAndCrash("web-" + i);
    fleet.passMinutes(5);
    assertThat(fleet.last().suspects())
        .containsExactly(new Suspect("version", "1.4.2", "4/4", null));
  }

  @Test
  void of_hosts_of_which_nobody_knows_how_they_were_nothing_is_suspected() {
    for (int i = 1; i <= 5; i++) deployAndCrash("web-" + i);
    fleet.passMinutes(5);
    assertThat(fleet.last().suspects()).isEmpty();
  }

  @Test
  void a_kernel_is_found_by_what_living_agents_say_of_their_hosts() {
    for (int i = 1; i <= 12; i++) {
      fleet.send(
          fleet
              .base(EventType.ALIVE, "web-" + i, null)
              .units(List.of(CHAT))
              .labels(Map.of("kernel", i <= 5 ? "6.1.9" : "6.1.8", "os", "debian 12"))
              .build());
    }
    for (int i = 1; i <= 5; i++) {
      crash("web-" + i, Map.of("kernel", "6.1.9", "os", "debian 12", "version", "1.4.2"));
    }
    fleet.passMinutes(2);
    assertThat(fleet.last().suspects())
        .containsExactly(new Suspect("kernel", "6.1.9", "5/5", "0/7"));
  }

  private void runWell(int hosts) {
    for (int i = 1; i <= hosts; i++) fleet.start("web-" + i, CHAT, OLD);
    fleet.passMinutes(12);
  }

  private void deployAndCrash(String host) {
    fleet.passSeconds(20).start(host, CHAT, NEW).passSeconds(3);
    crash(host, NEW);
  }

  private void crash(String host, Map<String, String> labels) {
    fleet.crash(host, CHAT, e -> e.labels(labels));
  }
}
