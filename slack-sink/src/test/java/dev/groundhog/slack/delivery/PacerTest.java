package dev.groundhog.slack.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.Delivery.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PacerTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final Pacer pacer = new Pacer(new Random(1));

  @Test
  void after_a_slow_call_the_second_counts_from_its_answer() {
    pacer.starts(Action.POST, "C1", NOW);
    Instant answered = NOW.plusMillis(900);
    pacer.ended(Action.POST, "C1", answered);
    assertThat(pacer.earliest(Action.POST, "C1")).isEqualTo(answered.plusSeconds(1));
  }

  @Test
  void messages_to_one_channel_are_more_than_a_second_apart_and_channels_do_not_wait_for_others() {
    pacer.learns("#a", "CA");
    pacer.learns("#b", "CB");
    pacer.starts(Action.POST, "#a", NOW);
    assertThat(pacer.earliest(Action.POST, "#a")).isEqualTo(NOW.plusMillis(1100));
    assertThat(pacer.earliest(Action.POST, "#b")).isBeforeOrEqualTo(NOW);
  }

  @Test
  void a_reply_in_a_channel_known_by_its_id_holds_up_a_post_to_its_name() {
    pacer.starts(Action.REPLY, "CA", NOW);
    assertThat(pacer.earliest(Action.POST, "#a")).isEqualTo(NOW.plusMillis(1100));
    pacer.learns("#b", "CB");
    assertThat(pacer.earliest(Action.POST, "#b")).isBeforeOrEqualTo(NOW);
  }

  @Test
  void a_post_to_a_name_holds_up_a_reply_to_the_id_that_the_answer_told() {
    pacer.starts(Action.POST, "#a", NOW);
    pacer.learns("#a", "CA");
    assertThat(pacer.earliest(Action.REPLY, "CA")).isEqualTo(NOW.plusMillis(1100));
  }

  @Test
  void edits_share_one_budget_and_do_not_wait_for_messages() {
    pacer.starts(Action.POST, "CA", NOW);
    assertThat(pacer.earliest(Action.EDIT, "CA")).isBeforeOrEqualTo(NOW);
    pacer.starts(Action.EDIT, "CA", NOW);
    assertThat(pacer.earliest(Action.EDIT, "CB")).isEqualTo(NOW.plusMillis(1200));
  }

  @Test
  void a_pause_that_slack_named_holds_for_that_kind_of_call_and_never_ends_early() {
    pacer.rateLimited(Action.POST, Duration.ofSeconds(30), NOW);
    assertThat(pacer.earliest(Action.REPLY, "CA"))
        .isBetween(NOW.plusSeconds(30), NOW.plusMillis(30_500));
    assertThat(pacer.earliest(Action.EDIT, "CA")).isBeforeOrEqualTo(NOW);
  }

  @Test
  void failures_wait_longer_each_time_up_to_a_minute_and_success_forgets_them() {
    Instant now = NOW;
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 12; i++) {
      pacer.failed(false, now);
      Duration wait = Duration.between(now, pacer.earliest(Action.POST, "CA"));
      longest = wait.compareTo(longest) > 0 ? wait : longest;
      now = now.plus(wait);
    }
    assertThat(longest).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    pacer.works("CA");
    pacer.failed(false, now);
    assertThat(pacer.earliest(Action.POST, "CA")).isBeforeOrEqualTo(now.plusSeconds(1));
  }

  @Test
  void a_clock_that_is_set_back_makes_nobody_wait_longer() {
    pacer.at(NOW);
    pacer.starts(Action.POST, "CA", NOW);
    pacer.rateLimited(Action.EDIT, Duration.ofSeconds(30), NOW);
    Instant earlier = NOW.minus(Duration.ofHours(2));
    pacer.at(earlier);
    assertThat(pacer.earliest(Action.POST, "CA")).isEqualTo(earlier.plusMillis(1100));
    assertThat(pacer.earliest(Action.EDIT, "CA"))
        .isBetween(earlier.plusSeconds(30), earlier.plusMillis(30_500));
  }

  @Test
  void a_refused_channel_waits_alone() {
    pacer.refused("CA", NOW);
    assertThat(pacer.earliest(Action.EDIT, "CA")).isAfter(NOW);
    assertThat(pacer.earliest(Action.EDIT, "CB")).isBeforeOrEqualTo(NOW);
    pacer.works("CA");
    assertThat(pacer.earliest(Action.EDIT, "CA")).isBeforeOrEqualTo(NOW);
  }
}
