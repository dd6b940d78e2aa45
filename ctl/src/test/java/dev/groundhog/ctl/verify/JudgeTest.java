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
      live.add(AlertBuilder.builder(part).incident("chat.service/later/9c1e").build());
    }
    for (Alert whole : List.of(opened(0), ended(600))) {
      HostPart host = new HostPart("web-1", 6, HostState.CRASHING, NINE.plusSeconds(1), null);
      byTheLog.add(AlertBuilder.builder(whole).crashes(6).hosts(List.of(host)).build());
    }
    assertThat(judge().verdict()).isEqualTo(Verdict.DIFFERS);
    clock.tick(0, NINE.minusSeconds(10));
    clock.tick(0, NINE.plusSeconds(10));
    assertThat(judge().verdict()).isEqualTo(Verdict.EXPLAINED);
    live.remove(3);
    live.set(2, AlertBuilder.builder(live.get(2)).crashes(2).build());
    assertThat(judge().verdict()).isEqualTo(Verdict.DIFFERS);
  }

  private Finding judge() {
    Chains chains = new Chains();
    live.forEach(chains::add);
    Judge judge = new Judge(new Span(NINE.minusSeconds(60), to, null, alertsBegin), clock, chains);
    return judge.all(courses(live).all(), courses(byTheLog).all()).get(0);
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
