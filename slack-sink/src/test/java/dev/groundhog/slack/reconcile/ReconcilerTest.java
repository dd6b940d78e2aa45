package dev.groundhog.slack.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.Delivery.Action;
import dev.groundhog.events.Delivery.Intent;
import dev.groundhog.events.DeliveryBuilder;
import dev.groundhog.events.DeliveryIntentBuilder;
import dev.groundhog.events.Reason;
import dev.groundhog.slack.fake.Alerts;
import dev.groundhog.slack.reconcile.Decision.Because;
import dev.groundhog.slack.reconcile.Decision.LookUp;
import dev.groundhog.slack.reconcile.Decision.Nothing;
import dev.groundhog.slack.reconcile.Decision.Say;
import dev.groundhog.slack.reconcile.Decision.WaitUntil;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReconcilerTest {
  private static final Pace PACE =
      new Pace(Duration.ofSeconds(45), Duration.ofSeconds(10), Duration.ofHours(24));
  private static final Instant NOW = Alerts.START.plusSeconds(600);

  private final Alert wave = Alerts.wave();
  private final Delivery nothing = Delivery.none(Alerts.INCIDENT);

  /** The wave was told ten seconds ago, and its message stands. */
  private final Delivery told =
      DeliveryBuilder.builder(nothing)
          .revision(1)
          .newsRevision(1)
          .channel("C1")
          .ts("1.0")
          .hash("old")
          .at(NOW.minusSeconds(10))
          .build();

  @Test
  void what_nobody_was_told_of_is_posted() {
    assertThat(full(wave, "h", nothing)).isEqualTo(new Say(Action.POST, Because.NEVER_TOLD));
  }

  @Test
  void an_incident_that_is_over_already_is_still_told() {
    assertThat(full(Alerts.recovered(), "h", nothing))
        .isEqualTo(new Say(Action.POST, Because.NEVER_TOLD));
  }

  @Test
  void a_closed_incident_is_told_within_a_day_of_its_last_crash_and_not_later() {
    Alert closed = Alerts.closed();
    Instant dayLater = closed.lastCrashAt().plus(Duration.ofHours(24));
    assertThat(decide(Mode.FULL, closed, "h", nothing, dayLater.minusMillis(1)))
        .isEqualTo(new Say(Action.POST, Because.NEVER_TOLD));
    assertThat(decide(Mode.FULL, closed, "h", nothing, dayLater))
        .isEqualTo(new Nothing(Because.TOO_OLD));
  }

  @Test
  void what_a_larger_incident_tells_of_is_not_posted_but_its_message_stays_true() {
    Alert part = AlertBuilder.builder(wave).revision(2).partOf("host:web-1/x").build();
    assertThat(full(part, "h", nothing)).isEqualTo(new Nothing(Because.PART_OF));
    assertThat(decide(Mode.FULL, part, "new", told, NOW.plusSeconds(60)))
        .isEqualTo(new Say(Action.EDIT, Because.NUMBERS));
    Delivery deleted = DeliveryBuilder.builder(nothing).newsRevision(1).build();
    assertThat(full(part, "h", deleted)).isEqualTo(new Nothing(Because.PART_OF));
  }

  @Test
  void what_only_a_larger_incident_told_of_is_not_posted_when_both_are_over() {
    Alert over = AlertBuilder.builder(Alerts.closed()).newsRevision(0).build();
    assertThat(full(over, "h", nothing)).isEqualTo(new Nothing(Because.PART_OF));
  }

  @Test
  void figures_are_edited_in_place_but_not_too_often() {
    Alert more = Alerts.more(wave, 5);
    assertThat(full(more, "new", told))
        .isEqualTo(new WaitUntil(NOW.plusSeconds(35), Because.NUMBERS));
    assertThat(decide(Mode.FULL, more, "new", told, NOW.plusSeconds(35)))
        .isEqualTo(new Say(Action.EDIT, Because.NUMBERS));
  }

  @Test
  void news_is_edited_at_once_and_then_replied() {
    Alert spread = Alerts.spread();
    assertThat(full(spread, "new", told)).isEqualTo(new Say(Action.EDIT, Because.NEWS));
    Delivery edited = DeliveryBuilder.builder(told).revision(4).hash("new").at(NOW).build();
    assertThat(full(spread, "new", edited)).isEqualTo(new Say(Action.REPLY, Because.NEWS));
    Delivery replied = DeliveryBuilder.builder(edited).newsRevision(4).build();
    assertThat(full(spread, "new", replied)).isEqualTo(new Nothing(Because.UP_TO_DATE));
  }

  @Test
  void a_newer_revision_with_the_same_content_is_not_sent() {
    assertThat(full(Alerts.more(wave, 0), "old", told)).isEqualTo(new Nothing(Because.UP_TO_DATE));
  }

  @Test
  void a_webhook_is_told_news_only_each_as_a_new_message() {
    Delivery hooked = DeliveryBuilder.builder(told).channel(null).ts(null).build();
    assertThat(decide(Mode.WEBHOOK, Alerts.more(wave, 5), "new", hooked, NOW))
        .isEqualTo(new Nothing(Because.CANNOT_EDIT));
    assertThat(decide(Mode.WEBHOOK, Alerts.spread(), "new", hooked, NOW))
        .isEqualTo(new Say(Action.POST, Because.NEWS));
  }

  @Test
  void an_open_intent_is_waited_for_until_its_call_must_be_over() {
    Delivery open = with(nothing, intent(Action.POST, 1, "h", NOW.plusSeconds(10), 1));
    assertThat(full(wave, "h", open))
        .isEqualTo(new WaitUntil(NOW.plusSeconds(20), Because.OUTCOME_UNKNOWN));
    assertThat(decide(Mode.FULL, wave, "h", open, NOW.plusSeconds(20)))
        .isEqualTo(new Say(Action.POST, 2, true, Because.OUTCOME_UNKNOWN));
  }

  @Test
  void doubt_is_waited_for_twice_as_long_each_time_but_never_more_than_five_minutes() {
    Delivery third = with(nothing, intent(Action.POST, 1, "h", NOW, 3));
    assertThat(full(wave, "h", third))
        .isEqualTo(new WaitUntil(NOW.plusSeconds(40), Because.OUTCOME_UNKNOWN));
    Delivery fiftieth = with(nothing, intent(Action.POST, 1, "h", NOW, 50));
    assertThat(full(wave, "h", fiftieth))
        .isEqualTo(new WaitUntil(NOW.plusSeconds(300), Because.OUTCOME_UNKNOWN));
  }

  @Test
  void an_edit_whose_outcome_is_unknown_is_done_again_when_it_cannot_come_after_the_new_one() {
    Delivery open = with(told, intent(Action.EDIT, 4, "new", NOW.plusSeconds(10), 1));
    assertThat(full(Alerts.spread(), "new", open))
        .isEqualTo(new WaitUntil(NOW.plusSeconds(20), Because.OUTCOME_UNKNOWN));
    // Also when what is to be seen is what was seen before: nobody knows what stands there.
    assertThat(decide(Mode.FULL, wave, "old", open, NOW.plusSeconds(20)))
        .isEqualTo(new Say(Action.EDIT, Because.OUTCOME_UNKNOWN));
  }

  @Test
  void a_post_in_doubt_is_looked_for_when_its_call_must_be_over_and_history_can_show_it() {
    Intent post = lookable(NOW.plusSeconds(10), null, 0);
    assertThat(full(wave, "h", with(nothing, post)))
        .isEqualTo(new WaitUntil(NOW.plusSeconds(25), Because.OUTCOME_UNKNOWN));
    assertThat(decide(Mode.FULL, wave, "h", with(nothing, post), NOW.plusSeconds(25)))
        .isEqualTo(new LookUp(post, Because.OUTCOME_UNKNOWN));
  }

  @Test
  void a_call_that_is_known_to_be_over_is_looked_for_sooner() {
    Intent post = lookable(NOW.plusSeconds(10), NOW, 0);
    assertThat(full(wave, "h", with(nothing, post)))
        .isEqualTo(new WaitUntil(NOW.plusSeconds(5), Because.OUTCOME_UNKNOWN));
  }

  @Test
  void a_post_is_looked_for_three_times_and_then_made_as_if_for_the_first_time() {
    for (int looks = 0; looks < 3; looks++) {
      Intent post = lookable(NOW, NOW, looks);
      Instant due = NOW.plusSeconds(5 + 20L * looks);
      assertThat(decide(Mode.FULL, wave, "h", with(nothing, post), due.minusMillis(1)))
          .isEqualTo(new WaitUntil(due, Because.OUTCOME_UNKNOWN));
      assertThat(decide(Mode.FULL, wave, "h", with(nothing, post), due))
          .isEqualTo(new LookUp(post, Because.OUTCOME_UNKNOWN));
    }
    assertThat(full(wave, "h", with(nothing, lookable(NOW, NOW, 3))))
        .isEqualTo(new Say(Action.POST, 2, false, Because.OUTCOME_UNKNOWN));
  }

  @Test
  void what_cannot_be_looked_for_is_repeated_and_marked() {
    Intent post = lookable(NOW.minusSeconds(10), NOW, Intent.BLIND);
    assertThat(full(wave, "h", with(nothing, post)))
        .isEqualTo(new Say(Action.POST, 2, true, Because.OUTCOME_UNKNOWN));
    Intent seen = lookable(NOW.minusSeconds(10), NOW, 3);
    assertThat(decide(Mode.WEBHOOK, wave, "h", with(nothing, seen), NOW))
        .isEqualTo(new Say(Action.POST, 2, true, Because.OUTCOME_UNKNOWN));
  }

  @Test
  void a_post_that_slack_denied_is_looked_for_twice_and_believed_where_it_cannot_be() {
    Intent denied = DeliveryIntentBuilder.builder(lookable(NOW, NOW, 0)).denied(true).build();
    assertThat(decide(Mode.FULL, wave, "h", with(nothing, denied), NOW.plusSeconds(5)))
        .isEqualTo(new LookUp(denied, Because.OUTCOME_UNKNOWN));
    Say again = new Say(Action.POST, 2, false, Because.OUTCOME_UNKNOWN);
    for (int looks : new int[] {2, Intent.BLIND}) {
      Intent looked = DeliveryIntentBuilder.builder(denied).looks(looks).build();
      assertThat(full(wave, "h", with(nothing, looked))).isEqualTo(again);
    }
  }

  @Test
  void a_reply_in_doubt_outlasts_a_silence_whatever_the_figures() {
    Said.Hold hold = new Said.Hold(NOW.plusSeconds(60), false);
    Intent reply = intent(Action.REPLY, 4, "new", NOW.minusSeconds(60), 2);
    Delivery open = with(DeliveryBuilder.builder(told).revision(4).hash("new").build(), reply);
    assertThat(held(Alerts.more(Alerts.spread(), 3), "newer", open, hold))
        .isEqualTo(new WaitUntil(NOW.plusSeconds(60), Because.SILENCED));
  }

  @Test
  void a_reply_in_doubt_comes_before_newer_figures_so_that_its_repetition_says_so() {
    Intent reply = intent(Action.REPLY, 4, "new", NOW, 2);
    Delivery open = with(DeliveryBuilder.builder(told).revision(4).hash("new").build(), reply);
    Alert newer = Alerts.more(Alerts.spread(), 3);
    Instant settled = NOW.plusSeconds(20);
    assertThat(decide(Mode.FULL, newer, "newer", open, settled))
        .isEqualTo(new Say(Action.REPLY, 3, true, Because.OUTCOME_UNKNOWN));
  }

  @Test
  void a_deleted_message_is_posted_again_unless_all_is_over() {
    Instant found = NOW.truncatedTo(ChronoUnit.MINUTES);
    Delivery gone = DeliveryBuilder.builder(told).revision(0).ts(null).hash(null).at(found).build();
    // Together with others that are found to be deleted within the same quarter of a minute.
    Instant together = found.plusSeconds(15);
    assertThat(decide(Mode.FULL, Alerts.more(wave, 1), "new", gone, together.minusMillis(1)))
        .isEqualTo(new WaitUntil(together, Because.MESSAGE_GONE));
    assertThat(decide(Mode.FULL, Alerts.more(wave, 1), "new", gone, together))
        .isEqualTo(new Say(Action.POST, Because.MESSAGE_GONE));
    Delivery goneAfterTheEnd = DeliveryBuilder.builder(gone).newsRevision(5).build();
    assertThat(full(Alerts.recovered(), "new", goneAfterTheEnd))
        .isEqualTo(new Nothing(Because.MESSAGE_GONE));
  }

  @Test
  void an_older_revision_than_people_see_says_nothing() {
    Delivery ahead = DeliveryBuilder.builder(told).revision(9).newsRevision(9).build();
    assertThat(full(Alerts.spread(), "new", ahead)).isEqualTo(new Nothing(Because.OUTDATED));
  }

  @Test
  void news_of_the_end_is_told_in_the_thread() {
    Alert down = Alerts.news(wave, Reason.DOWN, AlertState.DOWN);
    Delivery edited = DeliveryBuilder.builder(told).revision(2).hash("new").build();
    assertThat(full(down, "new", edited)).isEqualTo(new Say(Action.REPLY, Because.NEWS));
  }

  /** Of a call that cannot be looked up: no channel is known. */
  private static Intent intent(
      Action action, int revision, String hash, Instant expiresAt, int attempt) {
    return new Intent(
        "d", action, revision, revision, hash, expiresAt, attempt, null, null, null, 0, false);
  }

  private static Intent lookable(Instant expiresAt, @Nullable Instant endedAt, int looks) {
    return new Intent("d", Action.POST, 1, 1, "h", expiresAt, 1, NOW, "C1", endedAt, looks, false);
  }

  @Test
  void what_is_held_back_waits_and_what_ends_meanwhile_is_forgone() {
    Said.Hold hold = new Said.Hold(NOW.plusSeconds(60), false);
    assertThat(held(wave, "h", nothing, hold))
        .isEqualTo(new WaitUntil(NOW.plusSeconds(60), Because.SILENCED));
    assertThat(held(Alerts.recovered(), "h", nothing, hold))
        .isEqualTo(new Decision.Forgo(Because.SILENCED));
    Delivery forgone =
        DeliveryBuilder.builder(nothing).newsRevision(Alerts.recovered().newsRevision()).build();
    assertThat(full(Alerts.recovered(), "h", forgone)).isEqualTo(new Nothing(Because.MESSAGE_GONE));
  }

  @Test
  void a_message_that_is_held_back_is_edited_at_the_pace_of_figures() {
    Said.Hold hold = new Said.Hold(NOW.plusSeconds(60), false);
    assertThat(held(Alerts.spread(), "new", told, hold))
        .isEqualTo(new WaitUntil(NOW.plusSeconds(35), Because.NUMBERS));
    assertThat(held(Alerts.spread(), "old", told, hold))
        .isEqualTo(new WaitUntil(NOW.plusSeconds(60), Because.SILENCED));
  }

  @Test
  void a_reminder_of_what_somebody_takes_care_of_is_forgone_and_other_news_are_not() {
    Said.Hold acknowledged = new Said.Hold(null, true);
    Alert reminder = Alerts.news(wave, Reason.REMINDER, AlertState.OPEN);
    assertThat(held(reminder, "old", told, acknowledged))
        .isEqualTo(new Decision.Forgo(Because.ACKNOWLEDGED));
    assertThat(held(Alerts.spread(), "old", told, acknowledged))
        .isEqualTo(new Say(Action.REPLY, Because.NEWS));
  }

  private static Decision held(Alert alert, String hash, Delivery seen, Said.Hold hold) {
    return new Reconciler(Mode.FULL, PACE).decide(new Incident(alert), hash, seen, hold, NOW);
  }

  private static Delivery with(Delivery seen, Intent intent) {
    return DeliveryBuilder.builder(seen).intents(List.of(intent)).build();
  }

  private static Decision full(Alert alert, String hash, Delivery seen) {
    return decide(Mode.FULL, alert, hash, seen, NOW);
  }

  private static Decision decide(Mode mode, Alert alert, String hash, Delivery seen, Instant now) {
    return new Reconciler(mode, PACE).decide(new Incident(alert), hash, seen, Said.Hold.NONE, now);
  }
}
