package dev.groundhog.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundhog.runtime.settings.InvalidSettingException;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.slack.reconcile.Mode;
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
  void an_unknown_broadcast_is_refused() {
    refused(
        Map.of("slack.broadcast", "loud"),
        "slack.broadcast: expected never, critical or always, found \"loud\". Nothing was"
            + " started.");
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
