package dev.groundhog.slack.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.slack.fake.Alerts;
import dev.groundhog.slack.fake.FakeMessage;
import dev.groundhog.slack.fake.FakeWorkspace.Fault;
import dev.groundhog.slack.sight.Sight;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Where it is told, when a channel is not what it was. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChannelsTest extends SlackLab {
  ChannelsTest() throws IOException {}

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
  void an_archived_channel_of_long_ago_does_not_speak_for_those_of_today() {
    Alert payments = AlertBuilder.builder(Alerts.wave()).channel("#payments").build();
    should(payments);
    settle();
    slack.workspace().archive("CPAYMENTS", true);
    // The rules send it elsewhere by now, and another sink has never posted to that channel.
    lab.takeOver();
    should(AlertBuilder.builder(Alerts.more(payments, 4)).channel("#alerts").build());
    settle();
    should(incident("another"));
    settle();
    assertThat(slack.inChannels())
        .extracting(FakeMessage::channel)
        .containsExactly("CPAYMENTS", "CALERTS");
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
}
