package dev.groundhog.ctl.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.ctl.course.Courses;
import dev.groundhog.ctl.verify.Finding.Verdict;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Alert.HostPart;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import dev.groundhog.events.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** An incident of one unit, told at seconds after nine. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JudgeTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");

  private final Clock clock = new Clock();
  private final List<Alert> live = new ArrayList<>();
  private final List<Alert> byTheLog = new ArrayList<>();
  private @Nullable Instant alertsBegin;
  private Instant to = TEN;

  @Test
  void the_same_revisions_agree() {
    story(live, 0);
    story(byTheLog, 0);
    assertThat(judge().verdict()).isEqualTo(Verdict.AGREES);
  }

  @Test
  void what_is_told_a_moment_later_agrees() {
    story(live, 4);
    story(byTheLog, 0);
    assertThat(judge().verdict()).isEqualTo(Verdict.AGREES);
  }

  @Test
  void what_is_told_much_later_without_a_reason_differs() {
    story(live, 120);
    story(byTheLog, 0);
    Finding found = judge();
    assertThat(found.verdict()).isEqualTo(Verdict.DIFFERS);
    assertThat(found.lines())
        .contains(
            "told live at 2026-11-22T09:02:00Z (host-loop), not by the log",
            "told by the log at 2026-11-22T09:00:00Z (host-loop), not live");
  }

  @Test
  void what_is_told_much_later_is_explained_if_the_app_was_away_in_between() {
    live.add(opened(110));
    live.add(ended(600));
    byTheLog.add(opened(2));
    byTheLog.add(ended(600));
    clock.tick(0, NINE);
    clock.tick(0, NINE.plusSeconds(112));
    assertThat(judge().lines()).singleElement().asString().contains("108 s later", "was away");
    assertThat(judge().verdict()).isEqualTo(Verdict.EXPLAINED);
  }

  @Test
  void an_ending_that_was_told_much_later_differs() {
    story(byTheLog, 0);
    live.add(opened(0));
    live.add(ended(660));
    assertThat(judge().verdict()).isEqualTo(Verdict.DIFFERS);
    assertThat(judge().lines())
        .contains("told live at 2026-11-22T09:11:00Z (quiet), not by the log");
  }

  @Test
  void a_step_that_an_earlier_notification_had_told_already_is_explained() {
    byTheLog.add(opened(0));
    byTheLog.add(revised(2, 330, Reason.SPREAD, AlertState.OPEN));
    byTheLog.add(revised(3, 900, Reason.QUIET, AlertState.QUIET));
    live.add(opened(0));
    live.add(ended(900));
    assertThat(judge().verdict()).isEqualTo(Verdict.EXPLAINED);
    assertThat(judge().lines()).singleElement().asString().startsWith("told 2 times live, 3");
  }

  @Test
  void an_end_and_a_return_within_a_moment_are_explained() {
    byTheLog.add(opened(0));
    byTheLog.add(ended(900));
    live.add(opened(0));
    live.add(revised(2, 700, Reason.QUIET, AlertState.QUIET));
    live.add(again(3, 702));
    live.add(again(4, 900, Reason.QUIET, AlertState.QUIET));
    assertThat(judge().verdict()).isEqualTo(Verdict.EXPLAINED);
  }

  @Test
  void a_return_after_an_end_that_was_a_moment_to_the_other_side_is_explained() {
    byTheLog.add(opened(0));
    byTheLog.add(revised(2, 300, Reason.QUIET, AlertState.QUIET));
    byTheLog.add(again(3, 302, Reason.SEVERITY, AlertState.OPEN));
    byTheLog.add(again(4, 900, Reason.QUIET, AlertState.QUIET));
    live.add(opened(0));
    live.add(revised(2, 302, Reason.QUIET, AlertState.QUIET));
    live.add(again(3, 500));
    live.add(again(4, 900, Reason.QUIET, AlertState.QUIET));
    assertThat(judge().verdict()).isNotEqualTo(Verdict.DIFFERS);
  }

  @Test
  void a_revision_that_is_missing_differs() {
    story(byTheLog, 0);
    live.add(opened(0));
    live.add(revised(3, 600, Reason.QUIET, AlertState.QUIET));
    assertThat(judge().verdict()).isEqualTo(Verdict.DIFFERS);
    assertThat(judge().lines()).first().asString().contains("after revision 1: 1 missing");
  }

  @Test
  void an_incident_without_its_first_revision_differs() {
    story(byTheLog, 0);
    live.add(ended(600));
    assertThat(judge().lines()).first().asString().contains("its first alert is revision 2");
  }

  @Test
  void what_was_told_before_the_alerts_begin_is_not_judged() {
    story(byTheLog, 0);
    alertsBegin = NINE.plusSeconds(3000);
    assertThat(judge().verdict()).isEqualTo(Verdict.NOT_JUDGED);
  }

  @Test
  void what_was_told_while_alerts_are_kept_is_missing() {
    story(byTheLog, 0);
    alertsBegin = NINE.minusSeconds(1);
    assertThat(judge().verdict()).isEqualTo(Verdict.DIFFERS);
  }

  @Test
  void what_would_be_told_in_the_last_minute_is_not_judged() {
    byTheLog.add(opened(0));
    to = NINE.plusSeconds(59);
    assertThat(judge().verdict()).isEqualTo(Verdict.NOT_JUDGED);
  }

  @Test
  void figures_that_do_not_add_up_differ() {
    story(byTheLog, 0);
    live.add(AlertBuilder.builder(opened(0)).crashes(4).build());
    live.add(ended(600));
    assertThat(judge().lines())
        .first()
        .asString()
        .isEqualTo("revision 1 does not add up: its hosts' crashes are 3, it says 4");
  }

  @Test
  void another_ending_differs() {
    story(byTheLog, 0);
    live.add(opened(0));
    live.add(revised(2, 600, Reason.DOWN, AlertState.DOWN));
    assertThat(judge().verdict()).isEqualTo(Verdict.DIFFERS);
    assertThat(judge().lines()).contains("ended: down live, quiet by the log");
  }

  @Test
  void what_changed_in_the_last_minute_on_one_side_is_not_judged() {
    live.add(opened(0));
    story(byTheLog, 0);
    to = NINE.plusSeconds(630);
    assertThat(judge().verdict()).isEqualTo(Verdict.NOT_JUDGED);
    to = NINE.plusSeconds(700);
    assertThat(judge().verdict()).isEqualTo(Verdict.DIFFERS);
  }

  @Test
  void two_incidents_that_add_up_to_one_are_explained_if_the_app_was_away() {
    story(live, 0);
    for (Alert part : List.of(opened(1), ended(601))) {
      live.add(
          AlertBuilder.builder(part)
              .incident("chat.service/later/9c1e")
              .lastCrashAt(NINE.plusSeconds(3))
              .build());
    }
    for (Alert whole : List.of(opened(0), ended(600))) {
      HostPart host = new HostPart("web-1", 6, HostState.CRASHING, NINE.plusSeconds(1), null);
      byTheLog.add(
          AlertBuilder.builder(whole)
              .crashes(6)
              .hosts(List.of(host))
              .lastCrashAt(NINE.plusSeconds(3))
              .build());
    }
    assertThat(judge().verdict()).isEqualTo(Verdict.DIFFERS);
    clock.tick(0, NINE.minusSeconds(10));
    clock.tick(0, NINE.plusSeconds(10));
    assertThat(judge().verdict()).isEqualTo(Verdict.EXPLAINED);
    Alert ended = live.get(3);
    live.set(3, AlertBuilder.builder(ended).channel("#elsewhere").build());
    assertThat(judge().verdict()).as("told elsewhere").isEqualTo(Verdict.DIFFERS);
    live.set(3, AlertBuilder.builder(ended).state(AlertState.DOWN).build());
    assertThat(judge().verdict()).as("ended otherwise").isEqualTo(Verdict.DIFFERS);
    live.set(3, ended);
    Alert opened = live.get(2);
    live.set(2, AlertBuilder.builder(opened).newsRevision(0).build());
    live.set(3, AlertBuilder.builder(ended).newsRevision(0).build());
    assertThat(judge().verdict()).as("told to nobody").isEqualTo(Verdict.DIFFERS);
    live.set(2, opened);
    live.remove(3);
    live.set(2, AlertBuilder.builder(live.get(2)).crashes(2).build());
    assertThat(judge().verdict()).isEqualTo(Verdict.DIFFERS);
  }

  @Test
  void one_notification_is_no_counterpart_of_two() {
    byTheLog.add(opened(0));
    byTheLog.add(revised(2, 300, Reason.QUIET, AlertState.QUIET));
    byTheLog.add(again(3, 310));
    byTheLog.add(again(4, 312, Reason.QUIET, AlertState.QUIET));
    live.add(opened(0));
    live.add(revised(2, 300, Reason.QUIET, AlertState.QUIET));
    live.add(again(3, 310, Reason.COUNT, AlertState.OPEN));
    live.add(again(4, 330, Reason.COUNT, AlertState.QUIET));
    assertThat(judge().verdict()).isEqualTo(Verdict.DIFFERS);
  }

  @Test
  void that_it_came_back_is_no_counterpart_of_that_it_ended() {
    byTheLog.add(opened(0));
    byTheLog.add(revised(2, 300, Reason.QUIET, AlertState.QUIET));
    byTheLog.add(again(3, 400));
    byTheLog.add(again(4, 900, Reason.QUIET, AlertState.QUIET));
    live.add(opened(0));
    live.add(AlertBuilder.builder(revised(2, 300, Reason.SPREAD, AlertState.QUIET)).build());
    live.add(again(3, 400));
    live.add(again(4, 900, Reason.QUIET, AlertState.QUIET));
    assertThat(judge().lines())
        .containsExactly("told by the log at 2026-11-22T09:05:00Z (quiet), not live");
  }

  @Test
  void another_ending_in_between_differs_and_recovered_is_explained_by_a_sign_of_life() {
    for (List<Alert> side : List.of(byTheLog, live)) {
      side.add(opened(0));
      side.add(revised(2, 300, Reason.QUIET, AlertState.QUIET));
      side.add(again(3, 400));
      side.add(again(4, 900, Reason.QUIET, AlertState.QUIET));
    }
    live.set(1, revised(2, 300, Reason.DOWN, AlertState.DOWN));
    assertThat(judge().verdict()).isEqualTo(Verdict.DIFFERS);
    live.set(1, revised(2, 300, Reason.RECOVERED, AlertState.RECOVERED));
    assertThat(judge().verdict()).isEqualTo(Verdict.AGREES);
  }

  @Test
  void a_sign_of_life_just_after_the_end_is_told_by_one_side_alone() {
    byTheLog.add(opened(0));
    byTheLog.add(revised(2, 300, Reason.QUIET, AlertState.QUIET));
    byTheLog.add(revised(3, 900, Reason.RECOVERED, AlertState.RECOVERED));
    live.add(opened(0));
    live.add(revised(2, 300, Reason.RECOVERED, AlertState.RECOVERED));
    assertThat(judge().verdict()).isEqualTo(Verdict.EXPLAINED);
  }

  @Test
  void what_was_late_for_one_side_began_and_ended_for_the_other() {
    byTheLog.add(revised(1, 600, Reason.LATE, AlertState.QUIET));
    live.add(opened(600));
    live.add(ended(603));
    assertThat(judge().lines()).singleElement().asString().startsWith("told 2 times live, 1");
    assertThat(judge().verdict()).isEqualTo(Verdict.EXPLAINED);
  }

  @Test
  void another_cause_differs() {
    story(byTheLog, 0);
    live.add(opened(0));
    live.add(AlertBuilder.builder(ended(600)).causes(List.of(cause("v1:9c1e", 2))).build());
    byTheLog.set(1, AlertBuilder.builder(ended(600)).causes(List.of(cause("v1:9c1e", 3))).build());
    assertThat(judge().lines())
        .contains("crashes of cause v1:9c1e (panic: disk full): 2 live, 3 by the log");
    live.set(1, AlertBuilder.builder(ended(600)).causes(List.of(cause("v1:77aa", 3))).build());
    assertThat(judge().lines())
        .contains(
            "crashes of cause v1:77aa (panic: disk full): 3 live, 0 by the log",
            "crashes of cause v1:9c1e (panic: disk full): 0 live, 3 by the log");
  }

  @Test
  void another_first_or_last_crash_differs() {
    story(byTheLog, 0);
    live.add(opened(0));
    live.add(AlertBuilder.builder(ended(600)).lastCrashAt(NINE.plusSeconds(2)).build());
    assertThat(judge().lines())
        .contains("last crash: 2026-11-22T09:00:02Z live, 2026-11-22T09:00:01Z by the log");
    live.set(1, AlertBuilder.builder(ended(600)).firstCrashAt(NINE.minusSeconds(2)).build());
    assertThat(judge().lines())
        .contains("first crash: 2026-11-22T08:59:58Z live, 2026-11-22T09:00:00Z by the log");
  }

  @Test
  void one_that_opened_because_systemd_gave_up_may_begin_with_a_crash_or_with_that() {
    story(byTheLog, 0);
    story(live, 0);
    byTheLog.replaceAll(
        alert ->
            AlertBuilder.builder(alert)
                .openReason(Reason.GAVE_UP)
                .firstCrashAt(NINE.minusSeconds(1))
                .build());
    assertThat(judge().verdict()).isEqualTo(Verdict.EXPLAINED);
  }

  @Test
  void hosts_that_are_left_out_differ() {
    for (List<Alert> side : List.of(byTheLog, live)) {
      side.add(AlertBuilder.builder(opened(0)).hostCount(3).hostsOmitted(2).build());
      side.add(AlertBuilder.builder(ended(600)).hostCount(3).hostsOmitted(2).build());
    }
    assertThat(judge().verdict()).isEqualTo(Verdict.AGREES);
    live.set(1, AlertBuilder.builder(ended(600)).hostCount(3).hostsOmitted(7).build());
    assertThat(judge().lines())
        .first()
        .asString()
        .isEqualTo("revision 2 does not add up: its hosts are 8, it says 3");
  }

  @Test
  void a_suspect_that_the_log_never_named_differs_unless_for_a_moment() {
    story(byTheLog, 0);
    live.add(suspicious(opened(0), "3/3"));
    live.add(suspicious(ended(600), "3/3"));
    assertThat(judge().lines())
        .contains("suspect version=1.4.2: 3/3 crashing, 0/7 healthy live, none by the log");
    live.set(0, opened(0));
    assertThat(judge().verdict()).isEqualTo(Verdict.EXPLAINED);
    byTheLog.set(1, suspicious(ended(600), "2/3"));
    assertThat(judge().verdict()).isEqualTo(Verdict.DIFFERS);
  }

  @Test
  void an_incident_that_nobody_was_told_of_differs() {
    story(byTheLog, 0);
    for (Alert alert : List.of(opened(0), ended(600))) {
      live.add(AlertBuilder.builder(alert).newsRevision(0).build());
    }
    assertThat(judge().lines()).contains("nobody was told of it live");
  }

  @Test
  void a_count_that_is_too_large_differs_even_in_the_last_minute() {
    byTheLog.add(opened(0));
    HostPart more = new HostPart("web-1", 5, HostState.CRASHING, NINE.plusSeconds(1), null);
    live.add(AlertBuilder.builder(opened(0)).crashes(5).hosts(List.of(more)).build());
    to = NINE.plusSeconds(30);
    assertThat(judge().lines()).contains("crashes: 5 live, at most 3 by the log");
  }

  @Test
  void an_incident_that_cannot_exist_differs_even_in_the_last_minute() {
    live.add(opened(0));
    to = NINE.plusSeconds(30);
    assertThat(judge().verdict()).isEqualTo(Verdict.DIFFERS);
    to = NINE.plusSeconds(4);
    assertThat(judge().verdict()).isEqualTo(Verdict.NOT_JUDGED);
  }

  @Test
  void figures_of_an_open_incident_may_wait_for_their_edit_but_not_for_ever() {
    byTheLog.add(opened(0));
    HostPart more = new HostPart("web-1", 5, HostState.CRASHING, NINE.plusSeconds(60), null);
    byTheLog.add(
        AlertBuilder.builder(revised(2, 60, Reason.COUNT, AlertState.OPEN))
            .crashes(5)
            .hosts(List.of(more))
            .build());
    live.add(opened(0));
    to = NINE.plusSeconds(900);
    assertThat(judge().verdict()).isEqualTo(Verdict.NOT_JUDGED);
    to = NINE.plusSeconds(1100);
    assertThat(judge().lines()).contains("crashes: 3 live, 5 by the log");
  }

  @Test
  void a_crash_that_is_missing_when_it_is_over_differs_though_the_app_was_away() {
    story(byTheLog, 0);
    byTheLog.add(revised(3, 610, Reason.CLOSED, AlertState.CLOSED));
    story(live, 0);
    live.add(revised(3, 610, Reason.CLOSED, AlertState.CLOSED));
    HostPart fewer = new HostPart("web-1", 2, HostState.CRASHING, NINE.plusSeconds(1), null);
    live.replaceAll(a -> AlertBuilder.builder(a).crashes(2).hosts(List.of(fewer)).build());
    clock.tick(0, NINE.minusSeconds(10));
    clock.tick(0, NINE.plusSeconds(620));
    to = NINE.plusSeconds(640);
    assertThat(judge().lines()).contains("crashes: 2 live, at least 3 by the log");
  }

  @Test
  void a_larger_incident_that_nobody_was_told_of_differs() {
    larger(byTheLog);
    larger(live);
    assertThat(judge().verdict()).isEqualTo(Verdict.AGREES);
    live.replaceAll(alert -> AlertBuilder.builder(alert).newsRevision(0).build());
    assertThat(judge().lines()).contains("nobody was told of it live");
    live.clear();
    assertThat(judge().verdict()).isEqualTo(Verdict.DIFFERS);
  }

  @Test
  void a_larger_incident_of_one_side_differs_unless_its_units_stood_together_there_alone() {
    for (List<Alert> side : List.of(byTheLog, live)) {
      for (String unit : List.of("chat", "mail", "cache")) {
        side.add(AlertBuilder.builder(opened(0)).incident(unit).unit(unit).build());
        side.add(AlertBuilder.builder(ended(600)).incident(unit).unit(unit).build());
      }
    }
    larger(live);
    assertThat(judged(Scope.HOST).verdict()).as("both stood").isEqualTo(Verdict.DIFFERS);
    byTheLog.replaceAll(
        a -> a.incident().equals("mail") ? AlertBuilder.builder(a).hostCount(2).build() : a);
    assertThat(judged(Scope.HOST).verdict()).as("live alone").isEqualTo(Verdict.EXPLAINED);
    live.replaceAll(
        a -> a.scope() == Scope.UNIT ? AlertBuilder.builder(a).hostCount(2).build() : a);
    assertThat(judged(Scope.HOST).verdict()).as("neither stood").isEqualTo(Verdict.DIFFERS);
  }

  private static void larger(List<Alert> side) {
    for (Alert alert : List.of(opened(0), ended(600))) {
      Alert.Member member =
          new Alert.Member("chat.service/x/1f3a", "chat.service", AlertState.OPEN, 3, 1, false);
      side.add(
          AlertBuilder.builder(alert)
              .incident("host:web-1/x/77aa")
              .scope(Scope.HOST)
              .unit(null)
              .members(List.of(member))
              .build());
    }
  }

  private static Alert suspicious(Alert alert, String crashing) {
    return AlertBuilder.builder(alert)
        .suspects(List.of(new Alert.Suspect("version", "1.4.2", crashing, "0/7")))
        .build();
  }

  private static Alert.Cause cause(String fingerprint, long crashes) {
    return new Alert.Cause(fingerprint, "panic: disk full", crashes, 1, null, true);
  }

  private Finding judged(Scope scope) {
    return findings().stream()
        .filter(finding -> finding.pair().any().subject().scope() == scope)
        .findFirst()
        .orElseThrow();
  }

  private Finding judge() {
    return findings().get(0);
  }

  private List<Finding> findings() {
    Chains chains = new Chains();
    live.forEach(chains::add);
    Judge judge = new Judge(new Span(NINE.minusSeconds(60), to, null, alertsBegin), clock, chains);
    Instant end = to;
    Replayed replayed = new Replayed(Instant.EPOCH, () -> end);
    byTheLog.forEach(replayed::alert);
    return judge.all(courses(live).all(), replayed);
  }

  private static Courses courses(List<Alert> alerts) {
    Courses courses = new Courses();
    alerts.forEach(courses::add);
    return courses;
  }

  private static void story(List<Alert> side, int later) {
    side.add(opened(later));
    side.add(ended(600 + later));
  }

  private static Alert opened(int second) {
    return revised(1, second, Reason.HOST_LOOP, AlertState.OPEN);
  }

  private static Alert ended(int second) {
    return revised(2, second, Reason.QUIET, AlertState.QUIET);
  }

  private static Alert again(int revision, int second) {
    return again(revision, second, Reason.REOPENED, AlertState.OPEN);
  }

  private static Alert again(int revision, int second, Reason reason, AlertState state) {
    return AlertBuilder.builder(revised(revision, second, reason, state)).reopened(1).build();
  }

  private static Alert revised(int revision, int second, Reason reason, AlertState state) {
    Instant at = NINE.plusSeconds(second);
    return AlertBuilder.builder()
        .incident("chat.service/" + NINE + "/1f3a")
        .unit("chat.service")
        .scope(Scope.UNIT)
        .severity(Severity.WARNING)
        .revision(revision)
        .newsRevision(revision)
        .reason(reason)
        .newsReason(reason)
        .openReason(Reason.HOST_LOOP)
        .state(state)
        .at(at)
        .openedAt(NINE)
        .firstCrashAt(NINE)
        .lastCrashAt(NINE.plusSeconds(1))
        .crashes(3)
        .hostCount(1)
        .hosts(List.of(new HostPart("web-1", 3, HostState.CRASHING, NINE.plusSeconds(1), null)))
        .build();
  }
}
