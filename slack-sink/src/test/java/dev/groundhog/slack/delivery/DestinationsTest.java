package dev.groundhog.slack.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.Delivery.Action;
import dev.groundhog.events.DeliveryBuilder;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Severity;
import dev.groundhog.runtime.settings.Secret;
import dev.groundhog.slack.digest.Digest;
import dev.groundhog.slack.digest.Message;
import dev.groundhog.slack.digest.Rung;
import dev.groundhog.slack.fake.Alerts;
import dev.groundhog.slack.fake.FakeSlack;
import dev.groundhog.slack.fake.FakeWorkspace.Fault;
import dev.groundhog.slack.reconcile.Incident;
import dev.groundhog.slack.reconcile.Subject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DestinationsTest {
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final FakeSlack slack = FakeSlack.start();
  private final SlackApi api =
      new SlackApi(
          slack.apiUrl(),
          new Secret(FakeSlack.TOKEN),
          Posting.in("#alerts"),
          WITHIN,
          Clock.systemUTC());
  private final Webhook webhook =
      new Webhook(new Secret(slack.webhookUrl().toString()), null, false, WITHIN);

  DestinationsTest() throws IOException {}

  @AfterEach
  void stop() {
    api.close();
    webhook.close();
    slack.close();
  }

  private static Outgoing call(Action action, String channel, @Nullable String ts) {
    return of(Alerts.spread(), action, channel, ts);
  }

  private static Outgoing of(Alert alert, Action action, String channel, @Nullable String ts) {
    return new Outgoing(
        action,
        channel,
        ts,
        Digest.message(alert, Rung.FULL),
        "d-1",
        new Incident(alert),
        7,
        Instant.MAX,
        Delivery.none(Alerts.INCIDENT));
  }

  @Test
  void an_address_may_end_with_a_slash() {
    try (SlackApi slashed =
        new SlackApi(
            URI.create(slack.apiUrl() + "/"),
            new Secret(FakeSlack.TOKEN),
            Posting.in("#alerts"),
            WITHIN,
            Clock.systemUTC())) {
      assertThat(slashed.send(call(Action.POST, "#alerts", null)).join())
          .isInstanceOf(SlackReply.Accepted.class);
    }
  }

  @Test
  void slack_tells_where_a_message_stands() {
    assertThat(api.send(call(Action.POST, "#alerts", null)).join())
        .isInstanceOfSatisfying(
            SlackReply.Accepted.class,
            accepted -> {
              assertThat(accepted.channel()).isEqualTo("CALERTS");
              assertThat(accepted.ts()).isEqualTo(slack.inChannels().get(0).ts());
            });
  }

  @Test
  void names_and_links_in_text_are_never_parsed_not_even_after_an_edit() {
    api.send(call(Action.POST, "#alerts", null)).join();
    JsonNode posted = slack.inChannels().get(0).payload();
    api.send(call(Action.EDIT, "CALERTS", slack.inChannels().get(0).ts())).join();
    JsonNode edited = slack.inChannels().get(0).payload();
    assertThat(slack.edits()).isEqualTo(1);
    for (JsonNode payload : new JsonNode[] {posted, edited}) {
      assertThat(payload.path("parse").asText()).isEqualTo("none");
      assertThat(payload.path("link_names").asBoolean(true)).isFalse();
    }
    assertThat(posted.path("unfurl_links").asBoolean(true)).isFalse();
    // An edit without metadata keeps what the post said.
    assertThat(posted.at("/metadata/event_payload/delivery").asText()).isEqualTo("d-1");
    assertThat(edited.has("metadata")).isFalse();
  }

  @Test
  void a_critical_incident_pages_whom_the_settings_name_once_for_each_notification() {
    Mention group = Mention.of("S0ABC").orElseThrow();
    Posting loud = new Posting("#alerts", null, Broadcast.NEVER, group);
    Alert critical = AlertBuilder.builder(Alerts.spread()).severity(Severity.CRITICAL).build();
    try (SlackApi paging =
        new SlackApi(
            slack.apiUrl(), new Secret(FakeSlack.TOKEN), loud, WITHIN, Clock.systemUTC())) {
      paging.send(of(critical, Action.POST, "#alerts", null)).join();
      String posted = slack.inChannels().get(0).everything();
      assertThat(posted).contains("<!subteam^S0ABC>").contains("\"usergroup_id\":\"S0ABC\"");
      paging.send(of(critical, Action.EDIT, "CALERTS", slack.inChannels().get(0).ts())).join();
      assertThat(slack.inChannels().get(0).everything()).doesNotContain("S0ABC");
    }
    Alert warning = AlertBuilder.builder(critical).severity(Severity.WARNING).build();
    assertThat(Mention.isDue(Action.POST, new Incident(warning))).isFalse();
    Alert over = Alerts.news(critical, Reason.RECOVERED, AlertState.RECOVERED);
    assertThat(Mention.isDue(Action.REPLY, new Incident(over))).isFalse();
    assertThat(Mention.isDue(Action.REPLY, new Incident(critical))).isTrue();
    assertThat(Mention.of("@ops")).isEmpty();
    assertThat(Mention.of("here")).isPresent();
  }

  @Test
  void a_receiver_that_knows_only_the_basics_gets_a_text_and_one_attachment() {
    Subject subject = new Incident(Alerts.spread());
    Message basic = Digest.compatMessage(subject, Delivery.none(Alerts.INCIDENT), Rung.FULL);
    try (Webhook mattermost =
        new Webhook(new Secret(slack.webhookUrl().toString()), null, true, WITHIN)) {
      assertThat(mattermost.isCompat()).isTrue();
      Outgoing call =
          new Outgoing(
              Action.POST,
              Webhook.CHANNEL,
              null,
              basic,
              "d-1",
              subject,
              7,
              Instant.MAX,
              Delivery.none(Alerts.INCIDENT));
      assertThat(mattermost.send(call).join()).isInstanceOf(SlackReply.Accepted.class);
    }
    JsonNode payload = slack.inChannels().get(0).payload();
    assertThat(payload.path("blocks")).isEmpty();
    assertThat(payload.path("attachments")).hasSize(1);
    assertThat(payload.at("/attachments/0/text").asText()).contains("```\n11:24:58 INFO");
  }

  @Test
  void a_webhook_takes_a_message_and_tells_nothing_about_it() {
    assertThat(webhook.send(call(Action.POST, Webhook.CHANNEL, null)).join())
        .isEqualTo(new SlackReply.Accepted(null, null));
    assertThat(slack.posts()).isEqualTo(1);
  }

  @Test
  void no_fault_makes_the_client_send_twice() {
    for (Fault fault :
        new Fault[] {
          new Fault.Say(503, ""),
          new Fault.Say(408, ""),
          new Fault.Say(307, ""),
          new Fault.Cut(),
          new Fault.StoreAndCut()
        }) {
      int before = slack.calls();
      slack.next(fault);
      api.send(call(Action.POST, "#alerts", null)).join();
      assertThat(slack.calls() - before).as(fault.toString()).isEqualTo(1);
    }
  }

  @Test
  void an_answer_that_was_cut_off_leaves_the_outcome_unknown() {
    slack.next(new Fault.StoreAndCut());
    assertThat(api.send(call(Action.POST, "#alerts", null)).join())
        .isInstanceOf(SlackReply.UnknownOutcome.class);
  }

  @Test
  void a_slack_that_cannot_be_reached_surely_did_nothing() {
    slack.away();
    assertThat(api.send(call(Action.POST, "#alerts", null)).join())
        .isInstanceOf(SlackReply.TryAgain.class);
    assertThat(webhook.send(call(Action.POST, Webhook.CHANNEL, null)).join())
        .isInstanceOf(SlackReply.TryAgain.class);
  }

  @Test
  void no_reason_contains_a_secret() {
    Webhook unknown = new Webhook(new Secret(slack.webhookUrl() + "-wrong"), null, false, WITHIN);
    SlackReply reply = unknown.send(call(Action.POST, Webhook.CHANNEL, null)).join();
    unknown.close();
    assertThat(reply.toString()).doesNotContain("fake-secret").doesNotContain(FakeSlack.TOKEN);
    slack.away();
    assertThat(webhook.send(call(Action.POST, Webhook.CHANNEL, null)).join().toString())
        .doesNotContain("fake-secret");
  }

  @Test
  void a_terminal_sees_a_message_then_a_line_for_each_change() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Console console = new Console(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
    SlackReply reply = console.send(call(Action.POST, Console.CHANNEL, null)).join();
    assertThat(reply).isEqualTo(new SlackReply.Accepted(Console.CHANNEL, "d-1"));
    console.send(call(Action.EDIT, Console.CHANNEL, "d-1")).join();
    console.send(call(Action.REPLY, Console.CHANNEL, "d-1")).join();
    Delivery upToDate =
        DeliveryBuilder.builder(Delivery.none(Alerts.INCIDENT)).newsRevision(4).build();
    console.send(again(Alerts.spread(), upToDate)).join();
    Delivery ended = DeliveryBuilder.builder(upToDate).newsRevision(9).build();
    console.send(again(Alerts.closed(), ended)).join();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("┃ ● CRASHING  chat.service is crashing on 5 of 12 hosts\n")
        .endsWith(
            """
            ↳ chat.service: Spread to 5 of 12 hosts: 17 crashes so far
            ↻ chat.service is crashing on 5 of 12 hosts · 17 crashes · last at 11:25:00 UTC
            ↻ chat.service has recovered · closed
            """);
  }

  private static Outgoing again(Alert alert, Delivery told) {
    return new Outgoing(
        Action.EDIT,
        Console.CHANNEL,
        "d-1",
        Digest.message(alert, Rung.FULL),
        "d-2",
        new Incident(alert),
        8,
        Instant.MAX,
        told);
  }
}
