package dev.groundhog.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SettingsTest {
  @TempDir Path folder;

  @Test
  void a_variable_wins_over_the_file() throws Exception {
    Path file = write("a.properties", "slack.channel=#file\nkafka.bootstrap.servers=file:1\n");
    Settings settings =
        Settings.load(file, Map.of("GROUNDHOG_SLACK_CHANNEL", "#env", "SLACK_CHANNEL", "#other"));
    assertThat(settings.text("slack.channel")).contains("#env");
    assertThat(settings.withPrefix("kafka.")).containsEntry("bootstrap.servers", "file:1");
  }

  @Test
  void an_empty_variable_or_value_is_no_setting() throws Exception {
    Path file = write("a.properties", "slack.channel=\n");
    Settings settings = Settings.load(file, Map.of("GROUNDHOG_SLACK_TOKEN", ""));
    assertThat(settings.text("slack.channel")).isEmpty();
    assertThat(settings.secret("slack.token")).isEmpty();
  }

  @Test
  void what_is_wrong_is_said_with_name_expected_found_and_consequence() {
    Settings settings =
        Settings.of(Map.of("n", "10MB", "t", "soon", "f", "maybe", "u", "slack.com", "d", "2d"));
    refused(
        () -> settings.integer("n", 1, 1, 9),
        "n: expected a whole number from 1 to 9, found \"10MB\"");
    refused(() -> settings.flag("f", true), "f: expected true or false, found \"maybe\"");
    refused(() -> settings.url("u", ""), "u: expected an address that begins with https://");
    refused(
        () -> settings.duration("t", Duration.ZERO, Duration.ZERO, Duration.ofDays(1)),
        "t: expected a time such as 10s or 5m");
    refused(
        () -> settings.duration("d", Duration.ZERO, Duration.ZERO, Duration.ofDays(1)),
        "found \"2d\". Nothing was started.");
  }

  @Test
  void a_config_file_that_is_not_there_is_named() {
    refused(() -> Settings.load(folder.resolve("none"), Map.of()), "--config: expected a readable");
  }

  @Test
  void a_secret_comes_from_a_file_or_a_credential_and_never_shows() throws Exception {
    Path file = write("token", "xoxb-1\n");
    assertThat(Settings.of(Map.of("slack.token.file", file.toString())).secret("slack.token"))
        .hasValueSatisfying(secret -> assertThat(secret.reveal()).isEqualTo("xoxb-1"));
    write("slack.token", "xoxb-2");
    Settings systemd = Settings.load(null, Map.of("CREDENTIALS_DIRECTORY", folder.toString()));
    assertThat(systemd.secret("slack.token"))
        .hasValueSatisfying(
            secret -> {
              assertThat(secret.reveal()).isEqualTo("xoxb-2");
              assertThat(secret).hasToString("****");
            });
  }

  @Test
  void a_misspelt_setting_is_found() {
    Settings settings = Settings.of(Map.of("slack.chanel", "#a", "kafka.acks", "all", "n", "1"));
    assertThat(settings.integer("n", 0, 0, 9)).isEqualTo(1);
    assertThat(settings.withPrefix("kafka.")).isNotEmpty();
    assertThat(settings.unknown()).containsExactly("slack.chanel");
    assertThat(settings.with(Map.of("more", "1")).text("slack.chanel")).contains("#a");
    assertThat(settings.unknown()).isEmpty();
  }

  @Test
  void times_have_units() {
    assertThat(Settings.parseDuration("500ms")).contains(Duration.ofMillis(500));
    assertThat(Settings.parseDuration(" 2h ")).contains(Duration.ofHours(2));
    assertThat(Settings.parseDuration("5")).isEmpty();
    assertThat(Settings.parseDuration("-5s")).isEmpty();
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String why) {
    assertThatThrownBy(call).isInstanceOf(InvalidSettingException.class).hasMessageContaining(why);
  }
}
