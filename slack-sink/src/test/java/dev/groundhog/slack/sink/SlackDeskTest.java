package dev.groundhog.slack.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.Alert;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Wire;
import dev.groundhog.slack.delivery.Broadcast;
import dev.groundhog.slack.fake.Alerts;
import dev.groundhog.slack.fake.FakeMessage;
import dev.groundhog.slack.fake.FakeSlack;
import dev.groundhog.slack.fake.FakeWorkspace.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A message's life, with Slack as it mostly is. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SlackDeskTest extends SlackLab {
  SlackDeskTest() throws IOException {}

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
  void a_revision_with_a_hole_where_words_should_be_is_put_aside_and_stops_nobody()
      throws MalformedEventException {
    String json = new String(Wire.ALERT.encode(incident("odd")), StandardCharsets.UTF_8);
    String holed = json.replace("\"suspects\":[]", "\"suspects\":[{}]");
    assertThat(holed).isNotEqualTo(json);
    should(Wire.ALERT.decode(holed.getBytes(StandardCharsets.UTF_8)));
    should(Alerts.wave());
    settle();
    assertThat(slack.posts()).isEqualTo(1);
    assertThat(lab.putAside).hasSize(1);
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
    // Where it could be looked for, that would take longer.
    slack.workspace().withoutScopeFor("conversations.list", "conversations.history");
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
  void what_is_closed_stays_as_it_was_told_by_a_version_that_would_put_it_otherwise() {
    should(Alerts.wave());
    settle();
    should(Alerts.closed());
    settle();
    int edits = slack.edits();
    lab.toldOtherwise(Alerts.INCIDENT);
    lab.takeOver();
    settle();
    assertThat(slack.edits()).isEqualTo(edits);
    assertThat(slack.posts()).isEqualTo(1);
  }

  @Test
  void what_goes_on_is_put_anew_by_a_version_that_puts_it_otherwise() {
    should(Alerts.wave());
    settle();
    lab.toldOtherwise(Alerts.INCIDENT);
    lab.takeOver();
    settle();
    assertThat(slack.edits()).isEqualTo(1);
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
}
