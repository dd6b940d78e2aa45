package dev.groundhog.ctl.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.ctl.verify.Finding.Verdict;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Alert.HostPart;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Reason;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Where the range ends, or the incident goes on. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JudgeEndTest extends JudgeLab {
  @Test
  void what_would_be_told_in_the_last_minute_is_not_judged() {
    byTheLog.add(opened(0));
    to = NINE.plusSeconds(59);
    assertThat(judge().verdict()).isEqualTo(Verdict.NOT_JUDGED);
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
  void a_count_that_is_too_large_differs_even_in_the_last_minute() {
    byTheLog.add(opened(0));
    HostPart more = new HostPart("web-1", 5, HostState.CRASHING, NINE.plusSeconds(1), null);
    live.add(AlertBuilder.builder(opened(0)).crashes(5).hosts(List.of(more)).build());
    to = NINE.plusSeconds(30);
    assertThat(judge().lines()).contains("crashes: 5 live, at most 3 by the log");
  }

  @Test
  void a_count_that_was_too_large_before_differs_also_if_it_closed_as_the_log_ended() {
    story(byTheLog, 0);
    story(live, 0);
    HostPart more = new HostPart("web-1", 4, HostState.CRASHING, NINE.plusSeconds(1), null);
    live.replaceAll(a -> AlertBuilder.builder(a).crashes(4).hosts(List.of(more)).build());
    Alert last = live.get(1);
    live.add(AlertBuilder.builder(last).revision(3).state(AlertState.CLOSED).at(TEN).build());
    to = TEN.plusSeconds(2);
    assertThat(judge().lines()).contains("crashes: 4 live, at most 3 by the log");
    // What came with the last revision may be of records that we have not.
    live.set(0, opened(0));
    live.set(1, ended(600));
    assertThat(judge().verdict()).isEqualTo(Verdict.NOT_JUDGED);
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
}
