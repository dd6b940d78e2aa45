package dev.groundhog.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Fleet;
import dev.groundhog.engine.rules.FleetRules;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.rules.RulesFile;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import dev.groundhog.events.Severity;
import dev.groundhog.events.Tail;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How several units' incidents become one larger problem and stop being one, as stories. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LargerStoryTest {
  private final Fleet fleet = new Fleet(Rules.BUILT_IN);

  // ---- one host

  @Test
  void three_units_that_loop_on_one_host_are_that_hosts_problem() {
    loop("web-1", "a.service");
    loop("web-1", "b.service");
    assertThat(larger()).isEmpty();
    loop("web-1", "c.service");
    Alert host = newest(Scope.HOST);
    assertThat(host.reason()).isEqualTo(Reason.MANY_UNITS);
    assertThat(host.isNews()).isTrue();
    assertThat(host.incident()).startsWith("host:web-1/2026-11-22T09:00:40Z/");
    assertThat(host.crashes()).isEqualTo(9);
    assertThat(host.hosts()).extracting(Alert.HostPart::host).containsExactly("web-1");
    assertThat(host.members())
        .extracting(Alert.Member::unit)
        .containsExactlyInAnyOrder("a.service", "b.service", "c.service");
  }

  @Test
  void
      what_was_told_before_says_that_it_is_part_of_the_larger_one_and_the_third_is_not_told_alone() {
    loop("web-1", "a.service");
    loop("web-1", "b.service");
    loop("web-1", "c.service");
    String host = newest(Scope.HOST).incident();
    for (String unit : List.of("a.service", "b.service")) {
      Alert alert = newest(unit);
      assertThat(alert.partOf()).isEqualTo(host);
      assertThat(alert.reason()).isEqualTo(Reason.PART_OF);
      assertThat(alert.isNews()).isFalse();
      assertThat(alert.newsRevision()).isEqualTo(1);
    }
    assertThat(newest("c.service").newsRevision()).isZero();
    assertThat(fleet.news()).hasSize(3);
  }

  @Test
  void two_units_on_one_host_are_two_problems() {
    loop("web-1", "a.service");
    loop("web-1", "b.service");
    loop("web-1", "a.service");
    assertThat(larger()).isEmpty();
  }

  @Test
  void a_unit_that_crashes_on_several_hosts_is_no_hosts_problem() {
    loop("web-1", "a.service");
    loop("web-2", "a.service");
    loop("web-1", "b.service");
    loop("web-1", "c.service");
    assertThat(larger()).isEmpty();
  }

  @Test
  void what_spreads_to_another_host_leaves_and_is_told_by_itself() {
    loop("web-1", "a.service");
    loop("web-1", "b.service");
    loop("web-1", "c.service");
    loop("web-1", "d.service");
    assertThat(newest("d.service").partOf()).isNotNull();
    fleet.passMinutes(6).crash("web-1", "d.service").crash("web-2", "d.service").passMinutes(1);
    Alert gone = newest("d.service");
    assertThat(gone.partOf()).isNull();
    assertThat(gone.newsReason()).isEqualTo(Reason.SPREAD);
    assertThat(gone.newsRevision()).isPositive();
    fleet.crash("web-1", "a.service").passMinutes(2);
    assertThat(newest(Scope.HOST).members())
        .filteredOn(Alert.Member::left)
        .extracting(Alert.Member::unit)
        .containsExactly("d.service");
    assertThat(newest(Scope.HOST).hosts()).extracting(Alert.HostPart::host).containsOnly("web-1");
  }

  @Test
  void one_unit_more_is_told_in_the_larger_one_not_before_its_turn() {
    for (String unit : List.of("a", "b", "c", "d", "e")) loop("web-1", unit + ".service");
    assertThat(newsOf(Scope.HOST)).containsExactly(Reason.MANY_UNITS);
    fleet.passMinutes(5).crash("web-1", "a.service").passMinutes(1);
    assertThat(newsOf(Scope.HOST)).containsExactly(Reason.MANY_UNITS, Reason.SPREAD);
    assertThat(newest(Scope.HOST).members()).hasSize(5);
  }

  @Test
  void it_recovers_when_all_its_units_did_and_nobody_is_told_of_each() {
    for (String unit : List.of("a", "b", "c")) loop("web-1", unit + ".service");
    for (String unit : List.of("a", "b", "c")) fleet.start("web-1", unit + ".service");
    fleet.passMinutes(11);
    assertThat(newest(Scope.HOST).state()).isEqualTo(AlertState.RECOVERED);
    assertThat(newsOf(Scope.HOST)).containsExactly(Reason.MANY_UNITS, Reason.RECOVERED);
    assertThat(newest("a.service").state()).isEqualTo(AlertState.RECOVERED);
    assertThat(fleet.news()).hasSize(4);
    fleet.passMinutes(40);
    assertThat(newest(Scope.HOST).state()).isEqualTo(AlertState.CLOSED);
    assertThat(newest(Scope.HOST).members()).allMatch(m -> m.state() == AlertState.CLOSED);
  }

  @Test
  void when_it_ends_first_what_is_left_stands_by_itself_again() {
    for (String unit : List.of("a", "b", "c")) loop("web-1", unit + ".service");
    for (int i = 0; i < 12; i++) fleet.passMinutes(2).crash("web-1", "c.service");
    Alert host = newest(Scope.HOST);
    assertThat(host.state()).isEqualTo(AlertState.QUIET);
    assertThat(host.members()).filteredOn(Alert.Member::left).hasSize(1);
    Alert left = newest("c.service");
    assertThat(left.state()).isEqualTo(AlertState.OPEN);
    assertThat(left.partOf()).isNull();
    // Nobody was told of it alone so far.
    assertThat(left.newsRevision()).isPositive();
    assertThat(left.newsReason()).isEqualTo(Reason.HOST_LOOP);
  }

  @Test
  void it_comes_back_as_the_same_one() {
    for (String unit : List.of("a", "b", "c")) loop("web-1", unit + ".service");
    fleet.passMinutes(15);
    assertThat(newest(Scope.HOST).state()).isEqualTo(AlertState.QUIET);
    for (String unit : List.of("a", "b", "c")) fleet.crash("web-1", unit + ".service");
    fleet.passMinutes(6).crash("web-1", "a.service").passMinutes(1);
    Alert host = newest(Scope.HOST);
    assertThat(host.state()).isEqualTo(AlertState.OPEN);
    assertThat(host.reopened()).isEqualTo(1);
    assertThat(larger().stream().map(Alert::incident).distinct()).hasSize(1);
  }

  @Test
  void a_day_later_it_is_another() {
    for (String unit : List.of("a", "b", "c")) loop("web-1", unit + ".service");
    fleet.passMinutes(60 * 24);
    for (String unit : List.of("a", "b", "c")) loop("web-1", unit + ".service");
    assertThat(larger().stream().map(Alert::incident).distinct()).hasSize(2);
  }

  @Test
  void it_is_as_bad_as_the_worst_of_its_units() {
    for (String unit : List.of("a", "b", "c")) loop("web-1", unit + ".service");
    assertThat(newest(Scope.HOST).severity()).isEqualTo(Severity.WARNING);
    fleet.gaveUp("web-1", "a.service");
    assertThat(newest(Scope.HOST).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(newest(Scope.HOST).reason()).isEqualTo(Reason.SEVERITY);
  }

  @Test
  void it_reminds_of_itself_and_its_units_do_not() {
    for (String unit : List.of("a", "b", "c")) loop("web-1", unit + ".service");
    for (int i = 0; i < 35; i++) {
      fleet.passMinutes(2);
      for (String unit : List.of("a", "b", "c")) fleet.crash("web-1", unit + ".service");
    }
    assertThat(newsOf(Scope.HOST)).containsExactly(Reason.MANY_UNITS, Reason.REMINDER);
    assertThat(fleet.news()).hasSize(4);
  }

  // ---- one cause

  @Test
  void three_units_that_die_of_one_cause_are_one_problem_wherever_they_run() {
    loopOf("web-1", "a.service", LIBRARY);
    loopOf("web-2", "b.service", LIBRARY);
    loopOf("web-3", "c.service", LIBRARY);
    Alert cause = newest(Scope.CAUSE);
    assertThat(cause.reason()).isEqualTo(Reason.SHARED_CAUSE);
    assertThat(cause.causes()).hasSize(1);
    assertThat(cause.causes().get(0).crashes()).isEqualTo(9);
    assertThat(cause.causes().get(0).sample()).isNotNull();
    assertThat(cause.hostCount()).isEqualTo(3);
    assertThat(newest("a.service").partOf()).isEqualTo(cause.incident());
  }

  @Test
  void a_cause_without_a_line_that_names_the_fault_joins_nobody() {
    for (int i = 1; i <= 3; i++) loopOf("web-" + i, "u" + i + ".service", List.of("bye"));
    assertThat(larger()).isEmpty();
  }

  @Test
  void a_cause_takes_its_units_from_their_host() {
    loop("web-1", "x.service");
    loopOf("web-1", "a.service", LIBRARY);
    loopOf("web-1", "b.service", LIBRARY);
    assertThat(newest(Scope.HOST).members()).hasSize(3);
    loopOf("web-2", "c.service", LIBRARY);
    Alert cause = newest(Scope.CAUSE);
    assertThat(newest("a.service").partOf()).isEqualTo(cause.incident());
    assertThat(newest("b.service").partOf()).isEqualTo(cause.incident());
    // One alone is no host's problem.
    assertThat(newest(Scope.HOST).state().isOver()).isTrue();
    assertThat(newest("x.service").partOf()).isNull();
  }

  @Test
  void both_at_once_is_the_cause() {
    for (String unit : List.of("a", "b", "c")) loopOf("web-1", unit + ".service", LIBRARY);
    assertThat(newest(Scope.CAUSE).members()).hasSize(3);
    assertThat(larger()).noneMatch(alert -> alert.scope() == Scope.HOST);
  }

  // ---- where it is told

  @Test
  void who_is_told_in_another_channel_is_told_all_the_same() throws Exception {
    Rules rules = RulesFile.parse("units:\n  - match: pay.service\n    channel: \"#pay\"\n");
    Fleet two = new Fleet(rules);
    for (String unit : List.of("a", "b", "pay")) {
      for (int i = 0; i < 3; i++) two.crash("web-1", unit + ".service").passSeconds(5);
    }
    Alert host =
        two.alerts().stream().filter(a -> a.scope() == Scope.HOST).findFirst().orElseThrow();
    assertThat(host.channel()).isNull();
    Alert pay =
        two.alerts().stream().filter(a -> "pay.service".equals(a.unit())).findFirst().orElseThrow();
    assertThat(pay.isNews()).isTrue();
    assertThat(pay.partOf()).isNull();
    assertThat(host.members()).extracting(Alert.Member::unit).contains("pay.service");
  }

  @Test
  void rules_may_ask_for_more_units_or_forbid_it() throws Exception {
    Rules rules = RulesFile.parse("fleet: {unitsPerHost: 0, unitsPerCause: 4}");
    assertThat(rules.fleet()).isEqualTo(new FleetRules(0, 4));
    Fleet quiet = new Fleet(rules);
    for (String unit : List.of("a", "b", "c", "d")) {
      for (int i = 0; i < 3; i++) quiet.crash("web-1", unit + ".service").passSeconds(5);
    }
    assertThat(quiet.alerts()).allMatch(a -> a.scope() == Scope.UNIT);
  }

  private static final List<String> LIBRARY =
      List.of("Traceback (most recent call last):", "OSError: libssl.so.3: cannot open it");

  private void loop(String host, String unit) {
    for (int i = 0; i < 3; i++) fleet.crash(host, unit).passSeconds(5);
  }

  private void loopOf(String host, String unit, List<String> lines) {
    for (int i = 0; i < 3; i++) {
      fleet.crash(host, unit, e -> e.tail(Tail.of("file", lines))).passSeconds(5);
    }
  }

  private List<Alert> larger() {
    return fleet.alerts().stream().filter(alert -> alert.scope() != Scope.UNIT).toList();
  }

  private Alert newest(Scope scope) {
    return fleet.alerts().stream()
        .filter(alert -> alert.scope() == scope)
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  private Alert newest(String unit) {
    Map<String, Alert> newest = new HashMap<>();
    for (Alert alert : fleet.alerts()) if (alert.unit() != null) newest.put(alert.unit(), alert);
    return java.util.Objects.requireNonNull(newest.get(unit));
  }

  private List<Reason> newsOf(Scope scope) {
    return fleet.news().stream()
        .filter(alert -> alert.scope() == scope)
        .map(Alert::reason)
        .toList();
  }
}
