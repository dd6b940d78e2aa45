package dev.groundhog.slack.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.ControlEventBuilder;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.Delivery.Action;
import dev.groundhog.events.DeliveryBuilder;
import dev.groundhog.events.Mute;
import dev.groundhog.events.MuteTimes;
import dev.groundhog.events.Reason;
import dev.groundhog.events.SilenceBuilder;
import dev.groundhog.slack.delivery.Console;
import dev.groundhog.slack.delivery.Outgoing;
import dev.groundhog.slack.fake.Alerts;
import dev.groundhog.slack.reconcile.Mode;
import dev.groundhog.slack.reconcile.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What people say, and what is told then. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SaidTest {
  private final Board board = new Board(Mode.FULL, new Random(1), 0);
  private final Lab lab = new Lab(board);
  private final Instant begun = lab.now;

  @Test
  void what_is_silenced_is_not_told_while_that_holds_and_is_told_after_it_if_it_stands() {
    lab.said(silence("chat", Duration.ofHours(1)));
    lab.should(Alerts.wave());
    lab.settle(Duration.ofMinutes(59));
    assertThat(board.taken).isEmpty();
    assertThat(lab.metrics.get("groundhog.slack.held").gauge().value()).isEqualTo(1);
    assertThat(lab.metrics.get("groundhog.slack.lag").gauge().value()).isZero();
    lab.settle(Duration.ofMinutes(2));
    assertThat(actions()).containsExactly(Action.POST);
    assertThat(Duration.between(begun, lab.now)).isGreaterThanOrEqualTo(Duration.ofHours(1));
  }

  @Test
  void what_ended_silently_while_no_sink_ran_is_not_told_when_one_runs_again() {
    lab.said(silence("chat", Duration.ofHours(1)));
    lab.now = begun.plus(Duration.ofHours(3));
    lab.should(Alerts.recovered());
    lab.settle(Duration.ofMinutes(5));
    lab.should(Alerts.closed());
    lab.settle(Duration.ofMinutes(5));
    assertThat(board.taken).isEmpty();
  }

  @Test
  void the_end_of_what_people_know_of_is_told_although_it_last_crashed_in_a_silence() {
    lab.should(Alerts.wave());
    lab.settle(Duration.ofMinutes(1));
    lab.said(silence("chat", Duration.ofMinutes(5)));
    lab.now = begun.plus(Duration.ofMinutes(30));
    lab.should(
        AlertBuilder.builder(Alerts.closed())
            .lastCrashAt(begun.plus(Duration.ofMinutes(2)))
            .at(lab.now)
            .build());
    lab.settle(Duration.ofMinutes(5));
    assertThat(actions()).containsExactly(Action.POST, Action.EDIT, Action.REPLY);
  }

  @Test
  void what_was_only_printed_and_ended_silently_is_left_alone_once_slack_is_connected() {
    lab.should(Alerts.wave());
    lab.remember(
        List.of(
            DeliveryBuilder.builder(Delivery.none(Alerts.INCIDENT))
                .revision(1)
                .newsRevision(1)
                .channel(Console.CHANNEL)
                .ts("1")
                .build()));
    lab.said(silence("chat", Duration.ofHours(1)));
    lab.should(Alerts.recovered());
    lab.takeOver();
    int before = lab.written.size();
    lab.settle(Duration.ofMinutes(10));
    assertThat(board.taken).isEmpty();
    assertThat(lab.written).hasSize(before);
  }

  @Test
  void what_ended_after_its_silence_while_no_sink_ran_is_told_as_past() {
    lab.said(silence("chat", Duration.ofSeconds(1)));
    lab.now = begun.plus(Duration.ofHours(3));
    lab.should(Alerts.recovered());
    lab.settle(Duration.ofMinutes(5));
    assertThat(actions()).containsExactly(Action.POST);
  }

  @Test
  void what_ends_while_it_is_silenced_is_never_told_not_even_by_the_next_sink() {
    lab.said(silence("chat", Duration.ofHours(1)));
    lab.should(Alerts.wave());
    lab.settle(Duration.ofMinutes(5));
    lab.should(Alerts.recovered());
    lab.settle(Duration.ofMinutes(5));
    lab.takeOver();
    lab.settle(Duration.ofHours(2));
    lab.takeOver();
    lab.settle(Duration.ofHours(2));
    assertThat(board.taken).isEmpty();
  }

  @Test
  void a_message_that_stands_stays_true_while_it_is_silenced_but_notifies_nobody() {
    lab.should(Alerts.wave());
    lab.settle(Duration.ofMinutes(1));
    lab.said(silence("*", Duration.ofHours(1)));
    lab.should(Alerts.spread());
    lab.settle(Duration.ofMinutes(10));
    assertThat(actions()).containsExactly(Action.POST, Action.EDIT);
    lab.settle(Duration.ofHours(1));
    assertThat(actions()).containsExactly(Action.POST, Action.EDIT, Action.REPLY);
  }

  @Test
  void a_silence_that_is_ended_early_is_over_at_once() {
    ControlEvent silence = silence("chat", Duration.ofHours(8));
    lab.said(silence);
    lab.should(Alerts.wave());
    lab.settle(Duration.ofMinutes(1));
    lab.said(
        ControlEventBuilder.builder(silence)
            .silence(
                SilenceBuilder.builder(Objects.requireNonNull(silence.silence()))
                    .until(lab.now)
                    .build())
            .build());
    lab.settle(Duration.ofMinutes(1));
    assertThat(actions()).containsExactly(Action.POST);
  }

  @Test
  void a_channel_that_is_muted_hears_of_it_in_the_morning_if_it_stands() {
    MuteTimes nights = MuteTimes.parse("C1 Mon-Sun 11:00-12:00").orElseThrow();
    Lab muted =
        new Lab(
            board,
            new Pace(Duration.ofSeconds(45), Duration.ofSeconds(10), Duration.ofHours(24), nights));
    muted.should(Alerts.wave());
    muted.should(AlertBuilder.builder(Alerts.recovered()).incident("over").build());
    muted.settle(Duration.ofHours(2));
    assertThat(board.taken)
        .singleElement()
        .satisfies(call -> assertThat(call.subject().id()).isEqualTo(Alerts.INCIDENT));
    assertThat(muted.now).isAfterOrEqualTo(Instant.parse("2026-11-22T12:00:00Z"));
  }

  @Test
  void a_channel_that_people_mute_hears_of_it_when_its_hours_are_over() {
    lab.said(mute("C1", "Mon-Sun 11:00-12:00"));
    lab.should(Alerts.wave());
    lab.settle(Duration.ofMinutes(30));
    assertThat(board.taken).isEmpty();
    lab.said(mute("C1", ""));
    lab.settle(Duration.ofMinutes(1));
    assertThat(actions()).containsExactly(Action.POST);
  }

  private static ControlEvent mute(String channel, String times) {
    return ControlEventBuilder.builder()
        .id("mute:" + channel)
        .type(ControlType.MUTE)
        .mute(new Mute(channel, times))
        .build();
  }

  @Test
  void others_are_told_meanwhile() {
    lab.said(silence("payments", Duration.ofHours(1)));
    lab.should(Alerts.wave());
    lab.settle(Duration.ofMinutes(1));
    assertThat(actions()).containsExactly(Action.POST);
  }

  @Test
  void whoever_takes_care_of_it_is_named_and_nobody_is_reminded() {
    lab.should(Alerts.wave());
    lab.settle(Duration.ofMinutes(1));
    lab.said(
        ControlEventBuilder.builder()
            .id("ack:1")
            .type(ControlType.ACK)
            .incident(Alerts.INCIDENT)
            .at(lab.now)
            .by("anna")
            .text("rolling back <!channel>")
            .build());
    lab.settle(Duration.ofMinutes(2));
    assertThat(actions()).containsExactly(Action.POST, Action.EDIT);
    assertThat(board.taken.get(1).message().text())
        .contains("👀 Acknowledged by *anna*: rolling back &lt;!channel&gt;. No more reminders.");
    lab.should(Alerts.news(Alerts.wave(), Reason.REMINDER, AlertState.OPEN));
    lab.settle(Duration.ofMinutes(2));
    assertThat(actions()).doesNotContain(Action.REPLY);
    lab.should(Alerts.news(lab.newest(Alerts.INCIDENT), Reason.SPREAD, AlertState.OPEN));
    lab.settle(Duration.ofMinutes(2));
    assertThat(actions()).contains(Action.REPLY);
  }

  @Test
  void a_deploy_shortly_before_stands_in_the_message_and_others_do_not() {
    Instant first = Alerts.wave().firstCrashAt();
    lab.said(mark("deploy chat 1.4.2", first.minusSeconds(200), "chat"));
    lab.said(mark("deploy shop 7", first.minusSeconds(100), "shop"));
    lab.said(mark("network maintenance", first.minusSeconds(1799), null));
    lab.said(mark("long ago", first.minusSeconds(1801), null));
    lab.said(mark("too late", first.plusSeconds(1), null));
    lab.should(Alerts.wave());
    lab.settle(Duration.ofMinutes(1));
    assertThat(board.taken.get(0).message().text())
        .contains("📌 *deploy chat 1.4.2* 3 min before the first crash (ci)")
        .contains("📌 *network maintenance* 29 min before the first crash (ci)")
        .doesNotContain("shop")
        .doesNotContain("long ago")
        .doesNotContain("too late");
  }

  @Test
  void a_silenced_one_of_many_is_not_in_their_storm() {
    lab.said(silence("u3", Duration.ofHours(1)));
    for (int i = 0; i < 8; i++) {
      Alert each =
          AlertBuilder.builder(Alerts.wave()).incident("i" + i).unit("u" + i + ".service").build();
      lab.should(each);
    }
    lab.settle(Duration.ofMinutes(1));
    assertThat(board.taken.get(0).message().text()).contains("7 problems at once");
  }

  private ControlEvent silence(String unit, Duration length) {
    return ControlEventBuilder.builder()
        .id("silence:" + unit)
        .type(ControlType.SILENCE)
        .at(lab.now)
        .by("anna")
        .text("maintenance")
        .silence(
            SilenceBuilder.builder().unit(unit).from(lab.now).until(lab.now.plus(length)).build())
        .build();
  }

  private static ControlEvent mark(String text, Instant at, @Nullable String unit) {
    return ControlEventBuilder.builder()
        .id("mark:" + text)
        .type(ControlType.MARK)
        .at(at)
        .by("ci")
        .text(text)
        .unit(unit)
        .build();
  }

  private List<Action> actions() {
    return board.taken.stream().map(Outgoing::action).toList();
  }
}
