package dev.groundhog.engine.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Fleet;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.rules.RulesFile;
import dev.groundhog.events.EventType;
import dev.groundhog.events.Reason;
import dev.groundhog.events.ServiceResult;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Fast loops, slow loops, and loops of units that never get as far as to start. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LoopStoryTest {
  private static final String CHAT = "chat.service";
  private static final String TWO_SPEEDS =
      "defaults: {hostLoop: [{crashes: 3, within: 3m}, {crashes: 10, within: 1h}]}";

  private final Fleet fleet = new Fleet(Rules.BUILT_IN);

  @Test
  void a_crash_every_two_minutes_is_found_by_ten_within_an_hour() throws Exception {
    Fleet slow = new Fleet(RulesFile.parse(TWO_SPEEDS));
    for (int i = 0; i < 9; i++) slow.crash("web-1", CHAT).passMinutes(2);
    assertThat(slow.alerts()).isEmpty();
    slow.crash("web-1", CHAT);
    assertThat(slow.reasons()).containsExactly(Reason.HOST_LOOP);
    assertThat(slow.last().crashes()).isEqualTo(10);
    assertThat(slow.last().firstCrashAt()).isEqualTo(Fleet.NINE);
  }

  @Test
  void the_slowest_loop_that_a_rule_may_ask_for_is_found() throws Exception {
    Fleet slow = new Fleet(RulesFile.parse("defaults: {hostLoop: {crashes: 100, within: 10h}}"));
    for (int i = 0; i < 250; i++) slow.crash("web-1", CHAT).passMinutes(7);
    assertThat(slow.alerts()).isEmpty();
    for (int i = 0; i < 100; i++) slow.crash("web-1", CHAT).passMinutes(5);
    assertThat(slow.newsReasons()).startsWith(Reason.HOST_LOOP);
    // Of what was below the thresholds before, the newest hundred are in it.
    assertThat(slow.alerts().get(0).crashes()).isEqualTo(100);
  }

  @Test
  void a_unit_that_dies_in_its_own_exec_start_pre_loops_without_ever_starting() {
    for (int i = 0; i < 3; i++) {
      fleet.passSeconds(1).crash("web-1", CHAT, e -> e.result(ServiceResult.EXIT_CODE).age(0L));
    }
    assertThat(fleet.reasons()).containsExactly(Reason.HOST_LOOP);
    fleet.passMinutes(11);
    assertThat(fleet.last().reason()).isEqualTo(Reason.QUIET);
  }

  @Test
  void clean_exits_that_systemd_restarts_are_a_loop_even_where_no_start_is_reported() {
    for (int i = 1; i <= 4; i++) cleanExit("web-1", i, 20);
    assertThat(fleet.reasons()).containsExactly(Reason.HOST_LOOP);
    assertThat(fleet.last().crashes()).isEqualTo(3);
  }

  @Test
  void a_clean_exit_after_a_longer_run_is_no_loop_with_starts_or_without() {
    for (int i = 1; i <= 4; i++) cleanExit("web-1", i, 61);
    for (int i = 1; i <= 4; i++) {
      fleet.send(fleet.base(EventType.STARTING, "web-2", CHAT).restarts(i - 1).build());
      cleanExit("web-2", i, 61);
    }
    assertThat(fleet.alerts()).isEmpty();
  }

  @Test
  void clean_exits_that_somebody_starts_again_are_no_loop() {
    for (int i = 1; i <= 4; i++) cleanExit("web-1", 0, 20);
    assertThat(fleet.alerts()).isEmpty();
  }

  @Test
  void thresholds_count_only_crashes_that_the_same_rules_judge() throws Exception {
    Fleet labelled =
        new Fleet(
            RulesFile.parse(
                "units: [{match: \"*\", labels: {env: prod}, hostLoop: {crashes: 2, within: 5m}}]"));
    labelled.crash("web-1", CHAT, e -> e.labels(java.util.Map.of("env", "test")));
    labelled.passSeconds(5).crash("web-1", CHAT, e -> e.labels(java.util.Map.of("env", "prod")));
    assertThat(labelled.alerts()).isEmpty();
    labelled.passSeconds(5).crash("web-1", CHAT, e -> e.labels(java.util.Map.of("env", "prod")));
    assertThat(labelled.reasons()).containsExactly(Reason.HOST_LOOP);
    assertThat(labelled.last().crashes()).isEqualTo(3);
  }

  @Test
  void what_waited_beside_an_incident_joins_it_when_a_late_crash_closes_the_gap() {
    fleet.crash("web-2", CHAT).passMinutes(70);
    for (int i = 0; i < 3; i++) fleet.crash("web-1", CHAT).passSeconds(2);
    assertThat(fleet.last().crashes()).isEqualTo(3);
    fleet.crash("web-3", CHAT, e -> e.age(Duration.ofMinutes(35).toMillis())).passMinutes(2);
    assertThat(fleet.last().crashes()).isEqualTo(5);
    assertThat(fleet.last().firstCrashAt()).isEqualTo(Fleet.NINE);
    assertThat(fleet.incidents()).isEqualTo(1);
  }

  @Test
  void a_late_crash_between_two_told_incidents_joins_the_earlier_and_they_never_merge() {
    for (int i = 0; i < 3; i++) fleet.crash("web-1", CHAT).passSeconds(2);
    fleet.passMinutes(60);
    for (int i = 0; i < 3; i++) fleet.crash("web-2", CHAT).passSeconds(2);
    fleet.crash("web-3", CHAT, e -> e.age(Duration.ofMinutes(30).toMillis())).passMinutes(20);
    assertThat(fleet.incidents()).isEqualTo(2);
    assertThat(fleet.alerts().stream().filter(a -> a.crashes() == 4))
        .isNotEmpty()
        .allMatch(a -> a.firstCrashAt().equals(Fleet.NINE));
  }

  private void cleanExit(String host, int restarts, int seconds) {
    fleet.passSeconds(seconds);
    fleet.crash(
        host, CHAT, e -> e.result(ServiceResult.SUCCESS).exitStatus("0").restarts(restarts));
  }
}
