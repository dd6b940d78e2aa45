package dev.groundhog.slack.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.groundhog.events.AlertState;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.Reason;
import dev.groundhog.slack.digest.Digest;
import dev.groundhog.slack.digest.Rung;
import dev.groundhog.slack.fake.Alerts;
import dev.groundhog.slack.fake.FakeWorkspace.Fault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Answers that were lost, or said nothing. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DoubtTest extends SlackLab {
  DoubtTest() throws IOException {}

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
  void a_storm_whose_answer_was_lost_still_says_in_its_thread_how_it_ended() {
    slack.next(new Fault.StoreAndCut());
    for (int i = 0; i < 8; i++) lab.should(incident("i" + i));
    settle();
    for (int i = 0; i < 8; i++) {
      lab.should(Alerts.news(incident("i" + i), Reason.RECOVERED, AlertState.RECOVERED));
    }
    settle();
    assertThat(slack.posts()).isEqualTo(1);
    assertThat(slack.thread(slack.inChannels().get(0).ts()))
        .singleElement()
        .satisfies(reply -> assertThat(reply.text()).contains("All 8 are over"));
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
  void a_message_that_was_stored_although_slack_spoke_of_its_rate_limit_is_found() {
    slack.next(new Fault.StoreAndSay(429, ""));
    should(Alerts.wave());
    settle();
    should(Alerts.spread());
    lab.step();
    slack.next(new Fault.StoreAndSay(429, ""));
    settle();
    assertThat(slack.posts()).isEqualTo(1);
    assertThat(slack.replies()).isEqualTo(1);
    assertThat(lab.metrics.counter("groundhog.slack.outcomes.found").count()).isPositive();
  }

  @Test
  void a_rate_limit_that_meant_it_costs_two_looks() {
    slack.next(new Fault.Say(429, ""));
    should(Alerts.wave());
    Instant begun = lab.now;
    settle();
    assertThat(slack.inChannels())
        .singleElement()
        .satisfies(message -> assertThat(message.everything()).doesNotContain("repeated"));
    assertThat(Duration.between(begun, lab.now)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void where_nothing_may_be_looked_up_a_rate_limit_is_believed() {
    slack.workspace().withoutScopeFor("conversations.list", "conversations.history");
    for (int i = 0; i < 3; i++) slack.next(new Fault.Say(429, ""));
    should(Alerts.wave());
    settle();
    assertThat(slack.inChannels())
        .singleElement()
        .satisfies(message -> assertThat(message.everything()).doesNotContain("repeated"));
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
}
