package dev.groundhog.engine.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Fleet;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.EventType;
import dev.groundhog.events.Severity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Of how many hosts a message may speak, and when it must not say. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KnownHostsStoryTest {
  private static final String CHAT = "chat.service";

  private Fleet fleet = new Fleet(Rules.BUILT_IN);

  @Test
  void hosts_that_are_known_only_by_the_starts_of_a_crash_loop_make_nothing_critical() {
    for (String host : List.of("a", "b", "c", "d", "e")) fleet.start(host, CHAT);
    for (String host : List.of("a", "b", "c")) fleet.passSeconds(5).crash(host, CHAT);
    assertThat(fleet.last().knownHosts()).isNull();
    assertThat(fleet.last().severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void without_an_agent_a_host_is_known_by_a_run_that_lasted_and_four_are_enough_for_a_share() {
    for (String host : List.of("a", "b", "c", "d")) fleet.start(host, CHAT);
    fleet.passMinutes(11).start("e", CHAT);
    loopOn("a");
    assertThat(fleet.last().knownHosts()).isEqualTo(4);
    fleet.passSeconds(5).crash("b", CHAT);
    assertThat(fleet.last().severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void when_an_incident_is_closed_its_hosts_are_not_counted_twice() {
    for (String host : List.of("a", "b", "c", "d", "e")) fleet.start(host, CHAT);
    fleet.passMinutes(11);
    loopOn("a");
    fleet.passSeconds(5).crash("b", CHAT).passMinutes(60);
    assertThat(fleet.last().state()).isEqualTo(AlertState.CLOSED);
    assertThat(fleet.last().knownHosts()).isEqualTo(5);
  }

  @Test
  void three_hosts_without_an_agent_may_be_a_few_of_many() {
    for (String host : List.of("a", "b", "c")) fleet.start(host, CHAT);
    fleet.passMinutes(11);
    loopOn("a");
    fleet.passSeconds(5).crash("b", CHAT).passMinutes(2);
    assertThat(fleet.last().knownHosts()).isNull();
    assertThat(fleet.last().severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void a_run_that_lasted_is_seen_in_the_past_as_well() {
    for (String host : List.of("a", "b", "c", "d")) {
      fleet.send(fleet.base(EventType.STARTING, host, CHAT).age(3_600_000L).build());
      fleet.stop(host, CHAT);
    }
    loopOn("a");
    assertThat(fleet.last().knownHosts()).isEqualTo(4);
  }

  @Test
  void a_run_that_is_stopped_in_time_does_not_count_as_one_that_lasted() {
    for (String host : List.of("a", "b", "c", "d")) fleet.start(host, CHAT);
    fleet.passMinutes(9);
    for (String host : List.of("a", "b", "c", "d")) fleet.stop(host, CHAT);
    fleet.passMinutes(9);
    loopOn("a");
    assertThat(fleet.last().knownHosts()).isNull();
  }

  @Test
  void two_stops_an_hour_apart_tell_of_no_run_that_lasted() {
    for (int times = 0; times < 2; times++) {
      for (String host : List.of("a", "b", "c", "d")) fleet.stop(host, CHAT);
      fleet.passMinutes(60);
    }
    loopOn("a");
    assertThat(fleet.last().knownHosts()).isNull();
  }

  @Test
  void a_crash_loop_that_lasts_is_no_run_that_lasts() {
    for (int minute = 0; minute < 30; minute++) {
      for (String host : List.of("a", "b", "c", "d")) {
        fleet.start(host, CHAT).passSeconds(10).crash(host, CHAT).start(host, CHAT);
      }
    }
    assertThat(fleet.incidents()).isEqualTo(1);
    assertThat(fleet.last().knownHosts()).isNull();
  }

  @Test
  void crashing_hosts_that_nobody_knew_are_counted_in() {
    for (String host : List.of("a", "b", "c", "d")) fleet.alive(host, CHAT);
    for (String host : List.of("x", "y", "z")) fleet.crash(host, CHAT);
    assertThat(fleet.last().knownHosts()).isEqualTo(7);
  }

  @Test
  void where_all_hosts_have_agents_two_may_be_the_fleet() {
    fleet.alive("a", CHAT).alive("b", CHAT);
    loopOn("a");
    assertThat(fleet.last().knownHosts()).isEqualTo(2);
    assertThat(fleet.last().severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void a_host_that_is_not_heard_of_for_a_week_is_not_known_any_more() {
    coarse();
    for (String host : List.of("a", "b", "c", "d", "e")) fleet.alive(host, CHAT);
    fleet.pass(Duration.ofDays(6));
    for (String host : List.of("a", "b", "c", "d")) fleet.alive(host, CHAT);
    fleet.pass(Duration.ofDays(2));
    for (String host : List.of("a", "b", "c", "d")) fleet.alive(host, CHAT);
    loopOn("a");
    assertThat(fleet.last().knownHosts()).isEqualTo(4);
  }

  @Test
  void a_unit_that_no_list_has_had_for_a_day_is_not_there_any_more_until_it_is() {
    coarse();
    for (String host : List.of("a", "b", "c", "d", "e")) fleet.alive(host, CHAT);
    for (int hour = 0; hour < 23; hour++) fleet.alive("e", "other.service").passMinutes(60);
    loopOn("a");
    assertThat(fleet.last().knownHosts()).isEqualTo(5);
    for (int hour = 0; hour < 3; hour++) fleet.alive("e", "other.service").passMinutes(60);
    loopOn("a");
    assertThat(fleet.last().knownHosts()).isEqualTo(4);
    fleet.alive("e", CHAT).passMinutes(120);
    loopOn("a");
    assertThat(fleet.last().knownHosts()).isEqualTo(5);
  }

  @Test
  void one_instance_that_goes_leaves_the_family_known() {
    coarse();
    fleet.alive("a", "worker@1.service", "worker@2.service").alive("b", "worker@1.service");
    for (int hour = 0; hour < 26; hour++) fleet.alive("a", "worker@2.service").passMinutes(60);
    for (int i = 0; i < 3; i++) fleet.crash("b", "worker@1.service").passSeconds(2);
    assertThat(fleet.last().knownHosts()).isEqualTo(2);
  }

  /** Days pass: a tick every ten minutes is enough. */
  private void coarse() {
    fleet = new Fleet(Rules.BUILT_IN, 1, Duration.ofMinutes(10));
  }

  private void loopOn(String host) {
    fleet.crash(host, CHAT).passSeconds(2).crash(host, CHAT).passSeconds(2).crash(host, CHAT);
  }
}
