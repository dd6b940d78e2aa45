package dev.groundhog.slack.sight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LookoutTest {
  private static final Instant START = Instant.parse("2026-11-22T11:00:00Z");

  private final Lookout lookout = new Lookout(Duration.ofMinutes(2), null);

  @Test
  void while_it_is_too_early_to_say_it_says_nothing() {
    lookout.begin(2, START);
    lookout.tick(0, START);
    assertThat(lookout.sight(START.plusSeconds(1))).isNull();
    lookout.tick(1, START.plusSeconds(1));
    assertThat(lookout.sight(START.plusSeconds(1))).isEqualTo(new Sight(null, null));
  }

  @Test
  void one_partition_without_a_tick_for_longer_than_that_is_enough_to_be_blind() {
    look(0, 10, 0, 1);
    look(20, 130, 0);
    assertThat(lookout.sight(START.plusSeconds(130))).isEqualTo(new Sight(null, null));
    assertThat(lookout.sight(START.plusSeconds(131)))
        .isEqualTo(new Sight(START.plusSeconds(10), null));
  }

  @Test
  void it_sees_again_with_the_next_tick() {
    look(0, 10, 0, 1);
    look(20, 140, 0);
    look(150, 150, 1);
    assertThat(lookout.sight(START.plusSeconds(150))).isEqualTo(new Sight(null, null));
  }

  @Test
  void a_streams_app_that_never_ran_is_noticed_too() {
    look(0, 121);
    assertThat(lookout.sight(START.plusSeconds(121))).isEqualTo(new Sight(START, null));
  }

  @Test
  void of_a_time_when_it_could_not_look_it_says_nothing() {
    look(0, 10, 0, 1);
    lookout.begin(2, START.plusSeconds(600));
    assertThat(lookout.sight(START.plusSeconds(600))).isNull();
  }

  @Test
  void hosts_are_missed_only_where_that_is_asked_for() {
    Lookout both = new Lookout(Duration.ofMinutes(2), Duration.ofMinutes(5));
    for (int s = 0; s <= 301; s += 7) {
      both.begin(1, START.plusSeconds(s));
      both.tick(0, START.plusSeconds(s));
    }
    assertThat(both.sight(START.plusSeconds(301))).isEqualTo(new Sight(null, START));
    both.host(START.plusSeconds(302));
    assertThat(both.sight(START.plusSeconds(302))).isEqualTo(new Sight(null, null));
  }

  /** Looks every ten seconds, and each time sees a tick of these partitions. */
  private void look(int from, int to, int... partitions) {
    for (int s = from; s <= to; s += 10) {
      lookout.begin(2, START.plusSeconds(s));
      for (int each : partitions) lookout.tick(each, START.plusSeconds(s));
    }
  }
}
