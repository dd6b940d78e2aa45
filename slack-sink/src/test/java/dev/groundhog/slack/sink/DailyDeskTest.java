package dev.groundhog.slack.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.MuteTimes;
import dev.groundhog.slack.delivery.Outgoing;
import dev.groundhog.slack.fake.Days;
import dev.groundhog.slack.reconcile.Daily;
import dev.groundhog.slack.reconcile.Mode;
import dev.groundhog.slack.reconcile.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The day, as the desk tells it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DailyDeskTest {
  private final Board board = new Board(Mode.FULL, new Random(1), 0);

  @Test
  void a_day_is_one_message_per_channel_and_no_sink_says_it_again() {
    Lab lab = lab(MuteTimes.NONE);
    List<Daily> day = List.of(Days.day(), Days.quiet());
    lab.daily(day);
    lab.settle();
    lab.daily(List.copyOf(day));
    lab.settle();
    lab.takeOver();
    lab.daily(List.of(Days.day(), Days.quiet()));
    lab.settle();
    assertThat(board.taken).extracting(Outgoing::channel).containsExactly("C1", "#payments");
    assertThat(board.taken.get(0).message().text())
        .contains("Daily digest: 296 crashes of 4 services");
  }

  @Test
  void the_next_day_is_another_message() {
    Lab lab = lab(MuteTimes.NONE);
    lab.daily(List.of(Days.day()));
    lab.settle();
    Daily first = Days.day();
    lab.now = lab.now.plus(Duration.ofDays(1));
    lab.daily(
        List.of(
            new Daily(
                first.at().plus(Duration.ofDays(1)), 7, 0, null, first.families(), List.of())));
    lab.settle();
    assertThat(board.taken).hasSize(2);
  }

  @Test
  void a_channel_that_wants_to_hear_of_nothing_is_told_the_day_afterwards() {
    Lab lab = lab(MuteTimes.parse("C1 Mon 07:00-09:00").orElseThrow());
    lab.daily(List.of(Days.day()));
    lab.settle(Duration.ofMinutes(30));
    assertThat(board.taken).isEmpty();
    lab.settle(Duration.ofMinutes(31));
    assertThat(board.taken).hasSize(1);
  }

  @Test
  void a_day_outlasts_a_mute_time_however_soon_incidents_are_past() {
    MuteTimes mute = MuteTimes.parse("C1 Mon 07:00-15:00").orElseThrow();
    Lab lab = lab(mute, Duration.ofMinutes(1));
    lab.daily(List.of(Days.day()));
    lab.settle(Duration.ofHours(9));
    assertThat(board.taken).hasSize(1);
  }

  @Test
  void a_day_that_nobody_could_be_told_of_for_another_day_is_left_out() {
    Lab lab = lab(MuteTimes.NONE);
    lab.now = Days.END.plus(Duration.ofHours(25));
    lab.daily(List.of(Days.day()));
    lab.settle();
    assertThat(board.taken).isEmpty();
  }

  private Lab lab(MuteTimes mute) {
    return lab(mute, Duration.ofHours(24));
  }

  private Lab lab(MuteTimes mute, Duration tellWithin) {
    Pace pace = new Pace(Duration.ofSeconds(45), Duration.ofSeconds(10), tellWithin, mute);
    Lab lab = new Lab(board, pace);
    lab.now = Days.END;
    return lab;
  }
}
