package dev.groundhog.slack.daily;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Scope;
import dev.groundhog.events.Severity;
import dev.groundhog.slack.fake.Alerts;
import dev.groundhog.slack.reconcile.Daily;
import dev.groundhog.slack.reconcile.Daily.Family;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LedgerTest {
  private static final Instant END = Instant.parse("2026-11-23T08:00:00Z");
  private static final Instant LONG_AGO = END.minus(Duration.ofDays(100));

  private final Ledger ledger = new Ledger(END, LONG_AGO);

  @Test
  void crashes_belong_to_the_day_in_which_they_came_to_be_known() {
    add("a", 1, 3, hoursAgo(30));
    add("a", 2, 10, hoursAgo(25));
    add("a", 3, 14, hoursAgo(23));
    add("a", 4, 20, hoursAgo(1));
    assertThat(only().families()).containsExactly(new Family("a.service", 10, 1, 3, 10));
  }

  @Test
  void incidents_of_one_family_are_added_up_and_most_crashes_come_first() {
    ledger.add(alert("a", 1, 5, hoursAgo(9)));
    ledger.add(AlertBuilder.builder(alert("a", 1, 7, hoursAgo(2))).incident("another").build());
    ledger.add(alert("b", 1, 40, hoursAgo(3)));
    assertThat(only().families())
        .containsExactly(
            new Family("b.service", 40, 1, 3, 0), new Family("a.service", 12, 2, 3, 0));
    assertThat(only().crashes()).isEqualTo(52);
  }

  @Test
  void an_incident_whose_beginning_is_not_kept_counts_from_where_it_is_known() {
    add("a", 7, 5000, hoursAgo(100));
    add("a", 8, 5010, hoursAgo(2));
    assertThat(only().families()).containsExactly(new Family("a.service", 10, 1, 3, 0));
  }

  @Test
  void what_is_usual_is_known_for_as_long_as_alerts_are_kept_and_a_week_at_most() {
    assertThat(daysBefore(LONG_AGO)).isEqualTo(7);
    assertThat(daysBefore(END.minus(Duration.ofDays(4)))).isEqualTo(3);
    assertThat(daysBefore(END.minus(Duration.ofHours(47)))).isZero();
    assertThat(daysBefore(END)).isZero();
  }

  @Test
  void crashes_before_the_days_that_are_known_whole_are_not_compared() {
    Ledger young = new Ledger(END, hoursAgo(60));
    young.add(alert("a", 1, 100, hoursAgo(55)));
    young.add(alert("a", 2, 107, hoursAgo(40)));
    young.add(alert("a", 3, 110, hoursAgo(4)));
    assertThat(young.close().get(0).families())
        .containsExactly(new Family("a.service", 3, 1, 3, 7));
    assertThat(young.close().get(0).before()).isEqualTo(7);
  }

  @Test
  void what_goes_on_is_listed_worst_first_and_what_is_over_or_part_of_another_is_not() {
    ledger.add(alert("a", 1, 5, hoursAgo(1)));
    ledger.add(
        AlertBuilder.builder(alert("b", 1, 4, hoursAgo(1))).severity(Severity.CRITICAL).build());
    ledger.add(AlertBuilder.builder(alert("c", 1, 9, hoursAgo(1))).partOf("host/web-1").build());
    ledger.add(alert("d", 1, 9, hoursAgo(3)));
    ledger.add(
        AlertBuilder.builder(alert("d", 2, 9, hoursAgo(1))).state(AlertState.RECOVERED).build());
    assertThat(only().open()).extracting(Alert::unit).containsExactly("b.service", "a.service");
    assertThat(only().open()).allSatisfy(alert -> assertThat(alert.causes()).isEmpty());
  }

  @Test
  void a_larger_incident_counts_nothing_twice_but_is_listed_while_it_goes_on() {
    ledger.add(alert("a", 1, 5, hoursAgo(1)));
    ledger.add(
        AlertBuilder.builder(alert("a", 1, 5, hoursAgo(1)))
            .incident("host/web-1/x")
            .scope(Scope.HOST)
            .unit(null)
            .build());
    assertThat(only().crashes()).isEqualTo(5);
    assertThat(only().open()).hasSize(2);
  }

  @Test
  void each_channel_has_its_own_and_one_without_crashes_has_none() {
    ledger.add(alert("a", 1, 5, hoursAgo(1)));
    ledger.add(AlertBuilder.builder(alert("p", 1, 6, hoursAgo(1))).channel("#payments").build());
    ledger.add(
        AlertBuilder.builder(alert("q", 1, 6, hoursAgo(70)))
            .channel("#batch")
            .state(AlertState.CLOSED)
            .build());
    assertThat(ledger.close()).extracting(Daily::channel).containsExactly(null, "#payments");
    assertThat(ledger.close().get(1).families())
        .extracting(Family::unit)
        .containsExactly("p.service");
  }

  @Test
  void a_note_is_no_crash() {
    ledger.add(
        AlertBuilder.builder(Alerts.backupFailed()).at(hoursAgo(1)).revision(1).crashes(3).build());
    assertThat(ledger.close()).isEmpty();
  }

  /** Whatever the revisions are, each crash is in the day, in the days before, or too old. */
  @Property
  void every_crash_is_counted_once(
      @ForAll @Size(max = 40) List<@IntRange(max = 20) Integer> more,
      @ForAll @IntRange(min = 1, max = 9 * 24) int firstHoursAgo,
      @ForAll @IntRange(max = 9) int hours) {
    Ledger its = new Ledger(END, LONG_AGO);
    long crashes = 0;
    long today = 0;
    long before = 0;
    Instant at = hoursAgo(firstHoursAgo);
    for (int i = 0; i < more.size() && !at.isAfter(END); i++) {
      crashes += more.get(i);
      if (at.isAfter(hoursAgo(24))) today += more.get(i);
      else if (at.isAfter(hoursAgo(8 * 24))) before += more.get(i);
      its.add(alert("a", i + 1, crashes, at));
      at = at.plus(Duration.ofHours(hours));
    }
    List<Daily> all = its.close();
    assertThat(all.stream().mapToLong(Daily::crashes).sum()).isEqualTo(today);
    if (!all.isEmpty()) assertThat(all.get(0).before()).isEqualTo(before);
  }

  private static int daysBefore(Instant knownSince) {
    Ledger its = new Ledger(END, knownSince);
    its.add(alert("a", 1, 5, hoursAgo(1)));
    return its.close().get(0).daysBefore();
  }

  private Daily only() {
    List<Daily> all = ledger.close();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private void add(String name, int revision, long crashes, Instant at) {
    ledger.add(alert(name, revision, crashes, at));
  }

  private static Alert alert(String name, int revision, long crashes, Instant at) {
    return AlertBuilder.builder(Alerts.wave())
        .incident(name + "/x")
        .unit(name + ".service")
        .revision(revision)
        .newsRevision(1)
        .crashes(crashes)
        .hostCount(3)
        .at(at)
        .build();
  }

  private static Instant hoursAgo(int hours) {
    return END.minus(Duration.ofHours(hours));
  }
}
