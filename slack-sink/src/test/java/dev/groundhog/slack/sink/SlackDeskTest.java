package dev.groundhog.slack.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.Delivery;
import dev.groundhog.runtime.settings.Secret;
import dev.groundhog.slack.delivery.Broadcast;
import dev.groundhog.slack.delivery.Posting;
import dev.groundhog.slack.delivery.SlackApi;
import dev.groundhog.slack.digest.Digest;
import dev.groundhog.slack.digest.Rung;
import dev.groundhog.slack.fake.Alerts;
import dev.groundhog.slack.fake.ClockOf;
import dev.groundhog.slack.fake.FakeMessage;
import dev.groundhog.slack.fake.FakeSlack;
import dev.groundhog.slack.fake.FakeWorkspace.Fault;
import dev.groundhog.slack.sight.Sight;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The desk and the real HTTP client against a Slack with a memory; only time is not real. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SlackDeskTest {
  private final AtomicLong nanos = new AtomicLong();
  private final FakeSlack slack;
  private SlackApi api;
  private Lab lab;

  SlackDeskTest() throws IOException {
    slack = FakeSlack.start(0, nanos::get);
    api = connect(slack, FakeSlack.TOKEN, Broadcast.NEVER);
    lab = new Lab(api);
  }

  private SlackApi connect(FakeSlack slack, String token, Broadcast broadcast) {
    return new SlackApi(
        slack.apiUrl(),
        new Secret(token),
        new Posting("#alerts", "#fallback", broadcast, null),
        Duration.ofSeconds(5),
        new ClockOf(() -> Instant.EPOCH.plusNanos(nanos.get())));
  }

  @AfterEach
  void stop() {
    api.close();
    slack.close();
  }

  private void should(Alert alert) {
    lab.should(alert);
    nanos.set(lab.nanos());
  }

  /** Lets the rate limit of Slack see the clock of the lab. */
  private void settle() {
    settle(Duration.ofDays(365));
  }

  private void settle(Duration most) {
    Instant end = lab.now.plus(most);
    for (int i = 0; i < 1000; i++) {
      nanos.set(lab.nanos());
      Instant next = lab.step();
      if (next.isAfter(end)) return;
      if (next.isAfter(lab.now)) lab.now = next;
    }
    throw new AssertionError("never comes to rest");
  }

  @Test
  void an_incident_is_one_message_that_is_edited_and_whose_news_stand_in_its_thread() {
    should(Alerts.wave());
    settle();
    should(Alerts.spread());
    settle();
    should(Alerts.recovered());
    settle();
    should(Alerts.closed());
    settle();

    assertThat(slack.posts()).isEqualTo(1);
    FakeMessage message = slack.inChannels().get(0);
    assertThat(message.text()).startsWith("🟢 *chat.service has recovered*").contains("Closed");
    assertThat(slack.thread(message.ts()))
        .extracting(FakeMessage::text)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("🔴 *Spread to 5 of 12 hosts*: 17 crashes"),
            second -> assertThat(second).startsWith("🟢 *chat.service has recovered*"));
    assertThat(slack.rateLimited()).isZero();
    assertThat(lab.metrics.counter("groundhog.slack.posts").count()).isEqualTo(1);
    assertThat(lab.metrics.counter("groundhog.slack.edits").count()).isEqualTo(3);
    assertThat(lab.metrics.counter("groundhog.slack.replies").count()).isEqualTo(2);
  }

  @Test
  void a_single_start_or_stop_is_posted_once_and_never_edited_or_replied_to() {
    should(Alerts.stopped(false));
    should(Alerts.started());
    settle();
    should(Alerts.stopped(false));
    settle();
    assertThat(slack.messages()).hasSize(2);
    assertThat(slack.messages()).allSatisfy(message -> assertThat(message.edits()).isZero());
  }

  @Test
  void figures_alone_edit_once_per_pace_and_notify_nobody() {
    should(Alerts.wave());
    settle();
    Alert more = Alerts.wave();
    for (int i = 0; i < 40; i++) {
      more = Alerts.more(more, 1);
      should(more);
      settle(Duration.ofSeconds(2));
      lab.now = lab.now.plusSeconds(2);
    }
    settle();
    // 40 revisions within 80 s: the first edit 45 s after the post, the second 45 s later.
    assertThat(slack.edits()).isEqualTo(2);
    assertThat(slack.replies()).isZero();
    assertThat(slack.inChannels().get(0).text()).contains("43 crashes");
  }

  @Test
  void messages_to_one_channel_keep_a_second_between_them() {
    for (int i = 0; i < 5; i++) lab.should(incident("i" + i));
    settle();
    assertThat(slack.posts()).isEqualTo(5);
    assertThat(slack.rateLimited()).isZero();
  }

  @Test
  void a_call_that_slack_puts_off_is_made_after_the_pause_that_slack_named() {
    slack.next(new Fault.Say(429, ""));
    should(Alerts.wave());
    Instant begun = lab.now;
    settle();
    assertThat(slack.posts()).isEqualTo(1);
    // FakeSlack's ordered answer names no pause: ten seconds then.
    assertThat(Duration.between(begun, lab.now))
        .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
    assertThat(lab.health.isOk()).isTrue();
  }

  @Test
  void while_slack_is_away_nothing_is_lost_and_only_the_newest_is_told() throws IOException {
    slack.away();
    should(Alerts.wave());
    settle(Duration.ofMinutes(30));
    assertThat(lab.health.checks().get("slack"))
        .satisfies(check -> assertThat(check.ok()).isFalse());
    should(Alerts.spread());
    settle(Duration.ofMinutes(30));
    slack.back();
    settle();
    assertThat(slack.posts()).isEqualTo(1);
    assertThat(slack.replies()).isZero();
    assertThat(slack.inChannels().get(0).text()).contains("5 of 12 hosts");
    assertThat(lab.health.isOk()).isTrue();
  }

  @Test
  void a_message_whose_answer_was_lost_is_looked_up_and_not_repeated() {
    slack.next(new Fault.StoreAndCut());
    should(Alerts.wave());
    Instant begun = lab.now;
    settle();
    should(Alerts.spread());
    settle();
    assertThat(slack.posts()).isEqualTo(1);
    assertThat(slack.edits()).isEqualTo(1);
    assertThat(slack.replies()).isEqualTo(1);
    assertThat(lab.metrics.counter("groundhog.slack.outcomes.found").count()).isEqualTo(1);
    assertThat(Duration.between(begun, lab.now)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void a_reply_whose_answer_was_lost_is_looked_up_in_its_thread() {
    should(Alerts.wave());
    settle();
    slack.next(new Fault.Say(200, "{\"ok\":false,\"error\":\"msg_too_long\"}"));
    slack.workspace().lag(Duration.ofSeconds(30));
    should(Alerts.spread());
    // The edit is refused once and sent plainer; the reply after it is stored without an answer.
    lab.step();
    lab.now = lab.now.plusSeconds(2);
    nanos.set(lab.nanos());
    lab.step();
    slack.next(new Fault.StoreAndSay(200, "{\"ok\":false,\"error\":\"fatal_error\"}"));
    settle();
    assertThat(slack.replies()).isEqualTo(1);
    assertThat(lab.metrics.counter("groundhog.slack.outcomes.found").count()).isEqualTo(1);
  }

  @Test
  void what_was_looked_for_three_times_in_vain_is_sent_as_if_for_the_first_time() {
    slack.next(new Fault.Cut());
    should(Alerts.wave());
    Instant begun = lab.now;
    settle();
    assertThat(slack.inChannels())
        .singleElement()
        .satisfies(message -> assertThat(message.everything()).doesNotContain("repeated"));
    assertThat(Duration.between(begun, lab.now))
        .isBetween(Duration.ofSeconds(45), Duration.ofSeconds(50));
  }

  @Test
  void where_nothing_may_be_looked_up_a_message_is_repeated_and_says_so() {
    slack.workspace().withoutScopeFor("conversations.list", "conversations.history");
    slack.next(new Fault.StoreAndCut());
    should(Alerts.wave());
    Instant begun = lab.now;
    settle();
    assertThat(slack.inChannels()).hasSize(2);
    assertThat(slack.inChannels().get(0).everything()).doesNotContain("possibly repeated");
    assertThat(slack.inChannels().get(1).everything()).contains("possibly repeated");
    // Not before the call must be over: 10 s to start, 10 s to end.
    assertThat(Duration.between(begun, lab.now)).isGreaterThanOrEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void a_sink_that_dies_while_calling_leaves_a_message_that_its_successor_finds() {
    should(Alerts.wave());
    nanos.set(lab.nanos());
    lab.dieWhileCalling();
    await().until(() -> slack.posts() == 1);
    settle();
    assertThat(slack.posts()).isEqualTo(1);
    assertThat(lab.seen(Alerts.INCIDENT).ts()).isEqualTo(slack.inChannels().get(0).ts());
    assertThat(lab.seen(Alerts.INCIDENT).intents()).isEmpty();
  }

  @Test
  void an_answer_of_500_is_not_repeated_by_the_client_itself() {
    slack.next(new Fault.Say(500, ""));
    should(Alerts.wave());
    lab.step();
    assertThat(slack.calls()).isEqualTo(1);
    settle();
    assertThat(slack.posts()).isEqualTo(1);
  }

  @Test
  void a_sink_that_takes_over_goes_on_with_the_message_that_stands() {
    should(Alerts.wave());
    settle();
    lab.takeOver();
    should(Alerts.spread());
    settle();
    assertThat(slack.posts()).isEqualTo(1);
    assertThat(slack.edits()).isEqualTo(1);
    assertThat(slack.replies()).isEqualTo(1);
  }

  @Test
  void the_intent_is_written_before_the_call_and_taken_back_after_it() {
    should(Alerts.wave());
    settle();
    assertThat(lab.written).hasSize(2);
    Delivery before = lab.written.get(0);
    assertThat(before.revision()).isZero();
    assertThat(before.intents())
        .singleElement()
        .satisfies(
            intent -> {
              assertThat(intent.action()).isEqualTo(Delivery.Action.POST);
              assertThat(intent.attempt()).isEqualTo(1);
              assertThat(slack.inChannels().get(0).payload().at("/metadata/event_payload/delivery"))
                  .hasToString('"' + intent.id() + '"');
            });
    Delivery after = lab.written.get(1);
    assertThat(after.intents()).isEmpty();
    assertThat(after.ts()).isEqualTo(slack.inChannels().get(0).ts());
    assertThat(after.hash()).isEqualTo(Digest.message(Alerts.wave(), Rung.FULL).hash());
  }

  @Test
  void a_deleted_message_is_posted_again_and_that_one_is_edited_from_then_on() {
    should(Alerts.wave());
    settle();
    slack.delete(slack.inChannels().get(0).ts());
    should(Alerts.spread());
    settle();
    should(Alerts.more(Alerts.spread(), 3));
    settle();
    assertThat(slack.inChannels()).singleElement().extracting(FakeMessage::edits).isEqualTo(1);
    assertThat(slack.posts()).isEqualTo(2);
  }

  @Test
  void a_message_that_may_not_be_edited_any_more_is_left_alone_until_there_is_news() {
    should(Alerts.wave());
    settle();
    slack.next(Fault.error("edit_window_closed"));
    Alert more = Alerts.more(Alerts.wave(), 3);
    should(more);
    settle();
    should(Alerts.more(more, 3));
    settle();
    assertThat(slack.posts()).isEqualTo(1);
    should(Alerts.spread());
    settle();
    assertThat(slack.posts()).isEqualTo(2);
  }

  @Test
  void a_refused_form_gives_way_to_a_plainer_one() {
    slack.next(Fault.error("invalid_blocks"));
    slack.next(Fault.error("msg_blocks_too_long"));
    should(Alerts.spread());
    settle();
    FakeMessage message = slack.inChannels().get(0);
    assertThat(message.payload().path("blocks")).isEmpty();
    assertThat(message.text()).contains("5 of 12 hosts").contains("web-7");
    assertThat(lab.putAside).isEmpty();
  }

  @Test
  void what_slack_refuses_in_every_form_is_put_aside_and_others_are_told() {
    slack.next(Fault.error("invalid_arguments"));
    slack.next(Fault.error("invalid_arguments"));
    slack.next(Fault.error("invalid_arguments"));
    should(Alerts.wave());
    settle();
    should(incident("other"));
    settle();
    assertThat(lab.putAside).containsExactly("Slack refuses it: invalid_arguments");
    assertThat(slack.posts()).isEqualTo(1);
    assertThat(lab.metrics.counter("groundhog.slack.refused").count()).isEqualTo(1);
  }

  @Test
  void a_wrong_token_loses_nothing_and_shows_on_the_health_page() {
    api.close();
    api = connect(slack, "xoxb-wrong", Broadcast.NEVER);
    lab = new Lab(api);
    should(Alerts.wave());
    settle(Duration.ofHours(1));
    assertThat(slack.posts()).isZero();
    assertThat(slack.calls()).isBetween(10, 40);
    assertThat(lab.health.checks().get("slack"))
        .hasToString("Check[ok=false, detail=the token or webhook: invalid_auth]");
    assertThat(lab.seen(Alerts.INCIDENT).intents()).isEmpty();
  }

  @Test
  void a_channel_of_the_rules_wins_and_an_unusable_one_gives_way_to_the_default() {
    Alert payments = AlertBuilder.builder(Alerts.wave()).channel("#payments").build();
    should(payments);
    settle();
    assertThat(slack.inChannels().get(0).channel()).isEqualTo("CPAYMENTS");
    slack.next(Fault.error("not_in_channel"));
    should(AlertBuilder.builder(incident("i2")).channel("#secret").build());
    settle();
    assertThat(slack.inChannels().get(1).channel()).isEqualTo("CALERTS");
  }

  @Test
  void news_of_a_message_in_an_archived_channel_are_told_in_the_sinks_own() {
    Alert payments = AlertBuilder.builder(Alerts.wave()).channel("#payments").build();
    should(payments);
    settle();
    slack.workspace().archive("CPAYMENTS", true);
    should(Alerts.more(payments, 4));
    settle();
    should(AlertBuilder.builder(Alerts.spread()).channel("#payments").build());
    settle();
    assertThat(slack.inChannels())
        .extracting(FakeMessage::channel)
        .containsExactly("CPAYMENTS", "CALERTS");
    assertThat(slack.inChannels().get(1).text()).contains("5 of 12 hosts");
  }

  @Test
  void
      where_the_sinks_own_channel_is_gone_the_fallback_is_told_and_after_an_hour_it_is_tried_again() {
    slack.workspace().forget("CALERTS", true);
    should(Alerts.wave());
    settle();
    assertThat(slack.inChannels()).extracting(FakeMessage::channel).containsExactly("CFALLBACK");
    slack.workspace().forget("CALERTS", false);
    should(incident("soon"));
    settle();
    lab.now = lab.now.plus(Duration.ofHours(1));
    should(incident("later"));
    settle();
    assertThat(slack.inChannels())
        .extracting(FakeMessage::channel)
        .containsExactly("CFALLBACK", "CFALLBACK", "CALERTS");
  }

  @Test
  void a_channel_without_any_other_waits_and_does_not_hold_up_the_others() {
    slack.workspace().forget("CFALLBACK", true);
    slack.workspace().archive("CALERTS", true);
    should(Alerts.wave());
    settle(Duration.ofSeconds(10));
    assertThat(lab.health.isOk()).isFalse();
    should(AlertBuilder.builder(incident("i2")).channel("#payments").build());
    settle(Duration.ofSeconds(10));
    assertThat(slack.inChannels()).extracting(FakeMessage::channel).containsExactly("CPAYMENTS");
    slack.workspace().archive("CALERTS", false);
    settle(Duration.ofHours(2));
    assertThat(slack.inChannels()).hasSize(2);
    assertThat(lab.health.isOk()).isTrue();
  }

  @Test
  void blindness_is_told_once_in_the_fallback_channel_and_when_it_is_over() {
    Instant lost = lab.now.minusSeconds(120);
    lab.sees(new Sight(lost, null));
    nanos.set(lab.nanos());
    settle();
    lab.now = lab.now.plusSeconds(600);
    lab.sees(new Sight(lost, null));
    settle();
    lab.takeOver();
    lab.sees(new Sight(lost.plusSeconds(700), null));
    settle();
    assertThat(slack.messages()).hasSize(1);
    assertThat(slack.inChannels().get(0).channel()).isEqualTo("CFALLBACK");
    assertThat(slack.inChannels().get(0).text()).startsWith("🙈 *Alerting is blind*");
    lab.sees(new Sight(null, null));
    settle();
    lab.takeOver();
    lab.sees(new Sight(null, null));
    settle();
    assertThat(slack.inChannels())
        .singleElement()
        .satisfies(message -> assertThat(message.text()).startsWith("🟢 *Alerting sees again*"));
    assertThat(slack.thread(slack.inChannels().get(0).ts()))
        .singleElement()
        .satisfies(reply -> assertThat(reply.text()).contains("It lasted 12 min"));
  }

  @Test
  void replies_are_shown_in_the_channel_too_when_that_is_wanted() {
    api.close();
    api = connect(slack, FakeSlack.TOKEN, Broadcast.CRITICAL);
    lab = new Lab(api);
    should(Alerts.wave());
    settle();
    should(Alerts.spread());
    settle();
    should(Alerts.recovered());
    settle();
    String ts = slack.inChannels().get(0).ts();
    assertThat(slack.thread(ts))
        .extracting(reply -> reply.payload().path("reply_broadcast").asBoolean())
        .containsExactly(true, false);
  }

  @Test
  void a_closed_incident_that_nobody_was_told_of_is_told_once_or_not_at_all() {
    lab.now = Alerts.closed().lastCrashAt().plus(Duration.ofHours(25));
    should(Alerts.closed());
    settle();
    assertThat(slack.posts()).isZero();
    lab.now = lab.now.minus(Duration.ofHours(2));
    lab.takeOver();
    settle();
    assertThat(slack.posts()).isEqualTo(1);
  }

  private static Alert incident(String id) {
    return AlertBuilder.builder(Alerts.wave()).incident(id).unit(id + ".service").build();
  }
}
