package dev.groundhog.slack.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.slack.fake.Alerts;
import dev.groundhog.slack.reconcile.StormRule.Plan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StormRuleTest {
  private static final Instant NOW = Alerts.START;

  @Test
  void a_handful_is_told_one_by_one() {
    assertThat(decide(5, NOW, null, false)).isEqualTo(new Plan.OneByOne());
  }

  @Test
  void more_than_a_handful_is_one_message() {
    assertThat(decide(6, NOW, null, false)).isEqualTo(new Plan.Begin());
  }

  @Test
  void a_storm_begins_only_when_its_message_may_be_posted_so_that_it_has_all_who_waited() {
    Instant later = NOW.plusMillis(1);
    assertThat(decide(100, later, null, false)).isEqualTo(new Plan.Wait(later));
  }

  @Test
  void what_comes_into_a_fresh_storm_joins_it_however_few_they_are() {
    assertThat(decide(1, NOW, NOW.minusSeconds(15), true)).isEqualTo(new Plan.Join());
    assertThat(decide(1, NOW, NOW.minusSeconds(600).plusMillis(1), true))
        .isEqualTo(new Plan.Join());
  }

  @Test
  void those_who_join_are_collected_for_a_quarter_of_a_minute() {
    Instant joined = NOW.minusSeconds(15).plusMillis(1);
    assertThat(decide(40, NOW, joined, true)).isEqualTo(new Plan.Wait(NOW.plusMillis(1)));
  }

  @Test
  void a_storm_that_nothing_joined_for_ten_minutes_is_none_any_more() {
    assertThat(decide(1, NOW, NOW.minusSeconds(600), true)).isEqualTo(new Plan.OneByOne());
    assertThat(decide(6, NOW, NOW.minusSeconds(600), true)).isEqualTo(new Plan.Begin());
  }

  @Test
  void where_a_storm_cannot_take_more_the_next_begins() {
    assertThat(decide(6, NOW, NOW.minusSeconds(20), false)).isEqualTo(new Plan.Begin());
    assertThat(decide(2, NOW, NOW.minusSeconds(20), false)).isEqualTo(new Plan.OneByOne());
  }

  private static Plan decide(
      int waiting, Instant mayPostAt, @Nullable Instant joinedAt, boolean hasRoom) {
    return StormRule.decide(waiting, mayPostAt, joinedAt, hasRoom, NOW);
  }
}
