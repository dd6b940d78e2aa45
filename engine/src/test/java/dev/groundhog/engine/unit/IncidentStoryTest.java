package dev.groundhog.engine.unit;

import static dev.groundhog.engine.Fleet.javaTail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Fleet;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.signal.Crash;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.EventType;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How incidents begin, go on, and end, told as stories on the built-in rules. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IncidentStoryTest {
  private static final String CHAT = "chat.service";

  private final Fleet fleet = new Fleet(Rules.BUILT_IN);

  @Test
  void two_crashes_on_one_host_are_nobodys_business() {
    fleet.crash("web-1", CHAT).passSeconds(30).crash("web-1", CHAT).passMinutes(60);
    assertThat(fleet.alerts()).isEmpty();
    assertThat(fleet.filed())
        .extracting(UnitDesk.Filed::reason)
        .containsOnly(Reason.BELOW_THRESHOLD);
  }

  @Test
  void the_third_crash_on_one_host_within_five_minutes_is_a_host_loop_at_once() {
    fleet.crash("web-1", CHAT).passSeconds(30).crash("web-1", CHAT).passSeconds(30);
    fleet.crash("web-1", CHAT);
    assertThat(fleet.reasons()).containsExactly(Reason.HOST_LOOP);
    assertThat(fleet.last().crashes()).isEqualTo(3);
    assertThat(fleet.last().firstCrashAt()).isEqualTo(Fleet.NINE);
    assertThat(fleet.last().exits()).containsExactly(Map.entry("exit-code 3", 3L));
  }

  @Test
  void three_crashes_spread_over_an_hour_are_no_loop() {
    for (int i = 0; i < 3; i++) fleet.crash("web-1", CHAT).passMinutes(20);
    assertThat(fleet.alerts()).isEmpty();
  }

  @Test
  void one_crash_on_each_of_three_hosts_is_a_wave() {
    fleet.crash("web-1", CHAT).passMinutes(3).crash("web-2", CHAT).passMinutes(3);
    fleet.crash("web-3", CHAT);
    assertThat(fleet.reasons()).containsExactly(Reason.WAVE);
    assertThat(fleet.last().hostCount()).isEqualTo(3);
    assertThat(fleet.last().hosts())
        .extracting(Alert.HostPart::host)
        .containsExactly("web-1", "web-2", "web-3");
  }

  @Test
  void instances_of_one_template_are_one_family() {
    fleet
        .crash("a", "worker@1.service")
        .crash("b", "worker@2.service")
        .crash("c", "worker@x-y.service");
    assertThat(fleet.last().unit()).isEqualTo("worker@.service");
  }

  @Test
  void a_planned_stop_is_no_crash() {
    for (int i = 0; i < 5; i++) fleet.start("web-1", CHAT).stop("web-1", CHAT).passSeconds(5);
    assertThat(fleet.alerts()).isEmpty();
  }

  @Test
  void the_same_crash_sent_twice_is_one_crash() {
    fleet.crash("web-1", CHAT, e -> e.id("x")).crash("web-1", CHAT, e -> e.id("x"));
    fleet.crash("web-1", CHAT, e -> e.id("x")).passSeconds(2).crash("web-1", CHAT);
    assertThat(fleet.alerts()).isEmpty();
    assertThat(fleet.filed()).hasSize(2);
  }

  @Test
  void systemd_giving_up_opens_an_incident_and_is_critical() {
    fleet.crash("web-1", CHAT).passSeconds(1).gaveUp("web-1", CHAT);
    assertThat(fleet.reasons()).containsExactly(Reason.GAVE_UP);
    assertThat(fleet.last().severity()).isEqualTo(Severity.CRITICAL);
    assertThat(fleet.last().crashes()).isEqualTo(1);
    assertThat(fleet.last().hosts().get(0).state()).isEqualTo(HostState.GAVE_UP);
  }

  @Test
  void giving_up_without_any_crash_seen_is_an_incident_all_the_same() {
    fleet.gaveUp("web-1", CHAT);
    assertThat(fleet.reasons()).containsExactly(Reason.GAVE_UP);
    assertThat(fleet.last().hostCount()).isEqualTo(1);
    assertThat(fleet.last().crashes()).isZero();
  }

  @Test
  void giving_up_in_an_open_incident_raises_its_severity_without_delay() {
    loopOn("web-1");
    fleet.passSeconds(5).gaveUp("web-1", CHAT);
    assertThat(fleet.newsReasons()).containsExactly(Reason.HOST_LOOP, Reason.SEVERITY);
  }

  @Test
  void more_crashes_only_correct_the_figures_and_ever_more_rarely() {
    loopOn("web-1");
    for (int i = 0; i < 60; i++) fleet.passSeconds(10).crash("web-1", CHAT);
    assertThat(fleet.newsReasons()).containsExactly(Reason.HOST_LOOP);
    // 45 s, then 90, 180, 360: in 10 minutes three edits.
    assertThat(fleet.reasons()).hasSizeBetween(3, 5).contains(Reason.COUNT);
    assertThat(fleet.last().crashes()).isGreaterThan(30);
  }

  @Test
  void two_more_hosts_are_news_but_not_before_five_minutes_have_passed() {
    loopOn("web-1");
    fleet.passSeconds(10).crash("web-2", CHAT).crash("web-3", CHAT);
    assertThat(fleet.newsReasons()).containsExactly(Reason.HOST_LOOP);
    fleet.passMinutes(5);
    assertThat(fleet.newsReasons()).containsExactly(Reason.HOST_LOOP, Reason.SPREAD);
    assertThat(fleet.last().hostCount()).isEqualTo(3);
  }

  @Test
  void another_way_to_die_is_news() {
    for (int i = 0; i < 3; i++) fleet.crash("web-1", CHAT, e -> e.tail(javaTail("no route")));
    fleet.passMinutes(6).crash("web-1", CHAT, e -> e.tail(javaTail("disk full")));
    assertThat(fleet.newsReasons()).containsExactly(Reason.HOST_LOOP, Reason.NEW_CAUSE);
    assertThat(fleet.last().causes()).hasSize(2);
    assertThat(fleet.last().causes().get(0).title()).contains("no route");
    assertThat(fleet.last().causes().get(0).sample()).isNotNull();
  }

  @Test
  void a_unit_that_was_seen_started_and_stayed_up_has_recovered() {
    loopOn("web-1");
    fleet.passSeconds(1).start("web-1", CHAT).passMinutes(11);
    assertThat(fleet.newsReasons()).containsExactly(Reason.HOST_LOOP, Reason.RECOVERED);
    assertThat(fleet.last().state()).isEqualTo(AlertState.RECOVERED);
  }

  @Test
  void without_any_sign_of_the_unit_since_it_is_only_quiet() {
    loopOn("web-1");
    fleet.passMinutes(11);
    assertThat(fleet.last().state()).isEqualTo(AlertState.QUIET);
  }

  @Test
  void a_unit_that_systemd_gave_up_is_down_and_not_recovered() {
    loopOn("web-1");
    fleet.start("web-1", CHAT).gaveUp("web-1", CHAT).passMinutes(11);
    assertThat(fleet.last().state()).isEqualTo(AlertState.DOWN);
  }

  @Test
  void a_host_whose_agent_fell_silent_is_not_heard_from() {
    fleet.alive("web-1", CHAT);
    loopOn("web-1");
    fleet.passSeconds(20).alive("web-1", CHAT).passMinutes(11);
    assertThat(fleet.last().state()).isEqualTo(AlertState.NOT_HEARD_FROM);
  }

  @Test
  void a_living_agent_that_lists_the_unit_shows_that_it_recovered() {
    loopOn("web-1");
    for (int i = 0; i < 12; i++) fleet.passMinutes(1).alive("web-1", CHAT);
    assertThat(fleet.last().state()).isEqualTo(AlertState.RECOVERED);
  }

  @Test
  void a_living_agent_that_does_not_list_the_unit_shows_that_it_is_down() {
    loopOn("web-1");
    for (int i = 0; i < 12; i++) fleet.passMinutes(1).alive("web-1", "other.service");
    assertThat(fleet.last().state()).isEqualTo(AlertState.DOWN);
  }

  @Test
  void one_silent_host_keeps_the_word_recovered_from_being_said() {
    fleet.crash("a", CHAT).crash("b", CHAT).crash("c", CHAT).passSeconds(1);
    fleet.start("a", CHAT).start("b", CHAT).passMinutes(11);
    assertThat(fleet.last().state()).isEqualTo(AlertState.QUIET);
  }

  @Test
  void a_unit_stopped_by_hand_on_one_host_does_not_keep_the_others_from_recovering() {
    fleet.crash("a", CHAT).crash("b", CHAT).crash("c", CHAT).passSeconds(1);
    fleet.start("a", CHAT).start("b", CHAT).stop("c", CHAT).passMinutes(11);
    assertThat(fleet.last().state()).isEqualTo(AlertState.RECOVERED);
    assertThat(fleet.last().hosts()).anyMatch(h -> h.state() == HostState.STOPPED);
  }

  @Test
  void what_was_down_and_is_started_again_later_has_recovered_after_all() {
    loopOn("web-1");
    fleet.gaveUp("web-1", CHAT).passMinutes(15);
    assertThat(fleet.last().state()).isEqualTo(AlertState.DOWN);
    fleet.start("web-1", CHAT).passMinutes(11);
    assertThat(fleet.newsReasons()).endsWith(Reason.DOWN, Reason.RECOVERED);
  }

  @Test
  void coming_back_within_reopen_within_is_the_same_incident() {
    loopOn("web-1");
    fleet.start("web-1", CHAT).passMinutes(20).crash("web-1", CHAT);
    assertThat(fleet.incidents()).isEqualTo(1);
    assertThat(fleet.last().reason()).isEqualTo(Reason.REOPENED);
    assertThat(fleet.last().state()).isEqualTo(AlertState.OPEN);
    assertThat(fleet.last().reopened()).isEqualTo(1);
  }

  @Test
  void after_the_gap_it_is_closed_and_the_next_loop_is_another_incident() {
    loopOn("web-1");
    fleet.passMinutes(45);
    assertThat(fleet.last().reason()).isEqualTo(Reason.CLOSED);
    assertThat(fleet.last().isNews()).isFalse();
    loopOn("web-1");
    assertThat(fleet.incidents()).isEqualTo(2);
  }

  @Test
  void an_incident_that_lasts_is_told_again_after_an_hour_four_and_a_day() {
    loopOn("web-1");
    for (int minute = 0; minute < 26 * 60; minute += 2) fleet.passMinutes(2).crash("web-1", CHAT);
    assertThat(fleet.newsReasons())
        .containsExactly(Reason.HOST_LOOP, Reason.REMINDER, Reason.REMINDER, Reason.REMINDER);
  }

  @Test
  void a_loop_that_was_over_when_it_became_known_is_told_once_as_past() {
    for (int i = 0; i < 30; i++) {
      long age = 3_600_000L - i * 60_000L;
      fleet.crash("web-1", CHAT, e -> e.age(age));
    }
    fleet.passSeconds(30);
    assertThat(fleet.reasons()).containsExactly(Reason.LATE);
    assertThat(fleet.last().state().isOver()).isTrue();
    assertThat(fleet.last().crashes()).isEqualTo(30);
  }

  @Test
  void a_spool_that_drains_a_loop_that_still_goes_on_opens_one_incident() {
    for (int i = 0; i < 30; i++) {
      long age = 1_740_000L - i * 60_000L;
      fleet.crash("web-1", CHAT, e -> e.age(age));
    }
    fleet.passSeconds(30);
    assertThat(fleet.reasons()).containsExactly(Reason.HOST_LOOP);
    assertThat(fleet.last().state()).isEqualTo(AlertState.OPEN);
    assertThat(fleet.last().crashes()).isEqualTo(30);
  }

  @Test
  void what_happened_more_than_a_day_ago_is_not_told() {
    for (int i = 0; i < 5; i++) fleet.crash("web-1", CHAT, e -> e.age(90_000_000L));
    fleet.passSeconds(30);
    assertThat(fleet.alerts()).isEmpty();
  }

  @Test
  void a_late_crash_of_a_closed_incident_only_corrects_its_figures() {
    loopOn("web-1");
    fleet.passMinutes(60).crash("web-2", CHAT, e -> e.age(3_600_000L)).passMinutes(10);
    assertThat(fleet.incidents()).isEqualTo(1);
    assertThat(fleet.last().crashes()).isEqualTo(4);
    assertThat(fleet.last().reason()).isEqualTo(Reason.COUNT);
    assertThat(fleet.last().state()).isEqualTo(AlertState.CLOSED);
  }

  @Test
  void half_of_the_known_hosts_are_critical_and_the_message_may_say_of_how_many() {
    for (String host : new String[] {"a", "b", "c", "d"}) fleet.alive(host, CHAT);
    loopOn("a");
    assertThat(fleet.last().knownHosts()).isEqualTo(4);
    assertThat(fleet.last().severity()).isEqualTo(Severity.WARNING);
    fleet.passSeconds(3).crash("b", CHAT);
    assertThat(fleet.newsReasons()).containsExactly(Reason.HOST_LOOP, Reason.SEVERITY);
  }

  @Test
  void where_hosts_never_said_what_runs_no_denominator_is_claimed() {
    loopOn("web-1");
    assertThat(fleet.last().knownHosts()).isNull();
  }

  @Test
  void a_clean_exit_that_systemd_restarts_again_and_again_is_a_loop() {
    for (int i = 1; i <= 4; i++) {
      int restarts = i;
      fleet.send(fleet.base(EventType.STARTING, "web-1", CHAT).restarts(restarts - 1).build());
      fleet.passSeconds(10);
      fleet.crash(
          "web-1", CHAT, e -> e.result(ServiceResult.SUCCESS).exitStatus("0").restarts(restarts));
    }
    assertThat(fleet.reasons()).containsExactly(Reason.HOST_LOOP);
  }

  @Test
  void nothing_ends_while_one_partition_has_not_been_read() {
    UnitDesk desk = new UnitDesk(UnitTables.inMemory(), () -> Rules.BUILT_IN);
    for (String host : List.of("a", "b", "c")) {
      Crash crash = new Crash(host, Fleet.NINE, "signal", null, null, Map.of(), List.of());
      desk.accept(new Signal.Crashes(CHAT, CHAT, host, Fleet.NINE, List.of(crash)));
    }
    Instant later = Fleet.NINE.plusSeconds(3600);
    assertThat(desk.accept(new Signal.Progress(0, 2, later)).revisions()).isEmpty();
    assertThat(desk.accept(new Signal.Progress(1, 2, Fleet.NINE)).revisions()).isEmpty();
    assertThat(desk.accept(new Signal.Progress(1, 2, later)).revisions())
        .extracting(Alert::reason)
        .containsExactly(Reason.QUIET);
  }

  private void loopOn(String host) {
    fleet.crash(host, CHAT).passSeconds(2).crash(host, CHAT).passSeconds(2).crash(host, CHAT);
  }
}
