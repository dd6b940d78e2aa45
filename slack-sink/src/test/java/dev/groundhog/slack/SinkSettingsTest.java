package dev.groundhog.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundhog.runtime.settings.InvalidSettingException;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.slack.daily.DailyTime;
import dev.groundhog.slack.reconcile.Mode;
import dev.groundhog.slack.reconcile.Pages;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SinkSettingsTest {
  private static final String HOOK = "https://hooks.example/services/T/B/s3cret";

  @Test
  void a_token_and_a_channel_make_the_full_mode() {
    SinkSettings settings = read(Map.of("slack.token", "xoxb-s3cret", "slack.channel", "#alerts"));
    assertThat(settings.mode()).isEqualTo(Mode.FULL);
    assertThat(settings.toString()).doesNotContain("s3cret");
  }

  @Test
  void a_webhook_makes_the_webhook_mode() {
    SinkSettings settings = read(Map.of("slack.webhook.url", HOOK));
    assertThat(settings.mode()).isEqualTo(Mode.WEBHOOK);
    assertThat(settings.toString()).doesNotContain("s3cret");
  }

  @Test
  void nothing_makes_the_console_mode() {
    assertThat(read(Map.of()).mode()).isEqualTo(Mode.CONSOLE);
  }

  @Test
  void a_token_without_a_channel_is_refused() {
    refused(
        Map.of("slack.token", "xoxb-s3cret"),
        "slack.channel: expected a channel such as #alerts, because slack.token is set, found"
            + " nothing. Nothing was started.");
  }

  @Test
  void a_token_and_a_webhook_are_refused() {
    refused(
        Map.of("slack.token", "x", "slack.channel", "c", "slack.webhook.url", HOOK),
        "slack.webhook.url: expected nothing, because slack.token is set, found an address."
            + " Nothing was started.");
  }

  @Test
  void what_cannot_be_a_token_is_refused_without_being_shown() {
    refused(
        Map.of("slack.token", "s3cret\nX-Evil: 1", "slack.channel", "c"),
        "slack.token: expected a bot token such as xoxb-…, found characters that no token has."
            + " Nothing was started.");
  }

  @Test
  void what_cannot_be_a_webhook_is_refused_without_being_shown() {
    refused(
        Map.of("slack.webhook.url", "hooks.example/s3cret"),
        "slack.webhook.url: expected an address that begins with https://, found something else."
            + " Nothing was started.");
  }

  @Test
  void a_webhook_with_a_port_that_does_not_exist_is_refused_before_the_first_alert() {
    refused(
        Map.of("slack.webhook.url", "https://hooks.slack.com:99999/services/s3cret"),
        "slack.webhook.url: expected an address that begins with https://, found something else."
            + " Nothing was started.");
  }

  @Test
  void an_unknown_broadcast_is_refused() {
    refused(
        Map.of("slack.broadcast", "loud"),
        "slack.broadcast: expected never, critical or always, found \"loud\". Nothing was"
            + " started.");
  }

  @Test
  void mute_times_that_nobody_understands_are_refused() {
    refused(
        Map.of("slack.mute", "#batch at night"),
        "slack.mute: expected times such as #batch Mon-Fri 18:00-08:00 Europe/Berlin; #batch"
            + " Sat-Sun 00:00-24:00 Europe/Berlin, found \"#batch at night\". Nothing was started.");
    assertThat(
            read(Map.of("slack.mute", "#batch Sat-Sun 00:00-24:00 Europe/Berlin"))
                .pace()
                .mute()
                .until("#batch", Instant.parse("2026-11-22T12:00:00Z")))
        .isEqualTo("2026-11-22T23:00:00Z");
  }

  @Test
  void an_unknown_format_of_a_webhook_is_refused() {
    refused(
        Map.of("slack.webhook.url", HOOK, "slack.webhook.format", "discord"),
        "slack.webhook.format: expected slack, or compat for Mattermost, Rocket.Chat and Discord,"
            + " found \"discord\". Nothing was started.");
    assertThat(read(Map.of("slack.webhook.url", HOOK, "slack.webhook.format", "compat")).compat())
        .isTrue();
  }

  @Test
  void blindness_has_its_bounds_and_hosts_are_watched_only_if_that_is_said() {
    assertThat(read(Map.of()).patience().noHost()).isNull();
    assertThat(read(Map.of("slack.blind.hosts.after", "1h")).patience().noHost())
        .isEqualTo(Duration.ofHours(1));
    assertThatThrownBy(() -> read(Map.of("slack.blind.after", "1s")))
        .hasMessageStartingWith(
            "slack.blind.after: expected a time such as 10s or 5m from PT4S to PT24H");
    assertThatThrownBy(() -> read(Map.of("slack.blind.hosts.after", "never")))
        .hasMessageStartingWith("slack.blind.hosts.after: expected");
  }

  @Test
  void a_mention_that_is_no_group_is_refused() {
    refused(
        Map.of("slack.mention.critical", "@everyone"),
        "slack.mention.critical: expected here, channel, or the id of a user group (S…) or a user"
            + " (U…), found \"@everyone\". Nothing was started.");
  }

  @Test
  void the_day_is_told_at_a_time_or_never() {
    assertThat(read(Map.of()).daily()).isNull();
    assertThat(read(Map.of("slack.daily.at", "09:00 Europe/Berlin")).daily())
        .isEqualTo(new DailyTime(LocalTime.of(9, 0), ZoneId.of("Europe/Berlin")));
    refused(
        Map.of("slack.daily.at", "9am"),
        "slack.daily.at: expected off, or a time such as 09:00 Europe/Berlin, found \"9am\"."
            + " Nothing was started.");
  }

  @Test
  void a_console_that_no_browser_can_open_is_refused() {
    assertThat(read(Map.of()).pages()).isEqualTo(Pages.NONE);
    assertThatThrownBy(() -> read(Map.of("console.url", "console.example:7074")))
        .hasMessageStartingWith("console.url: expected an address that begins with https://");
    refused(
        Map.of("console.url", "https://console.example/?team=1"),
        "console.url: expected an address without ? and #, found"
            + " \"https://console.example/?team=1\". Nothing was started.");
  }

  private static SinkSettings read(Map<String, String> values) {
    return SinkSettings.from(Settings.of(values));
  }

  private static void refused(Map<String, String> values, String words) {
    assertThatThrownBy(() -> read(values))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(words);
  }
}
