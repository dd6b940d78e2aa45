package dev.groundhog.ctl.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.ctl.verify.Finding.Verdict;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Reason;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Whether people were notified as the log says. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JudgeNewsTest extends JudgeLab {
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
  void an_incident_that_nobody_was_told_of_differs() {
    story(byTheLog, 0);
    for (Alert alert : List.of(opened(0), ended(600))) {
      live.add(AlertBuilder.builder(alert).newsRevision(0).build());
    }
    assertThat(judge().lines()).contains("nobody was told of it live");
  }
}
