package dev.groundhog.ctl.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.ctl.verify.Finding.Verdict;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Alert.HostPart;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What must be the same on both sides, and what may differ. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JudgeTest extends JudgeLab {
  @Test
  void the_same_revisions_agree() {
    story(live, 0);
    story(byTheLog, 0);
    assertThat(judge().verdict()).isEqualTo(Verdict.AGREES);
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
}
