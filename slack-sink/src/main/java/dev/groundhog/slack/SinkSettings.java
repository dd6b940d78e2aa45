package dev.groundhog.slack;

import dev.groundhog.events.MuteTimes;
import dev.groundhog.runtime.settings.InvalidSettingException;
import dev.groundhog.runtime.settings.Secret;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.slack.daily.DailyTime;
import dev.groundhog.slack.delivery.Broadcast;
import dev.groundhog.slack.delivery.Console;
import dev.groundhog.slack.delivery.Destination;
import dev.groundhog.slack.delivery.Mention;
import dev.groundhog.slack.delivery.Posting;
import dev.groundhog.slack.delivery.SlackApi;
import dev.groundhog.slack.delivery.Webhook;
import dev.groundhog.slack.reconcile.Mode;
import dev.groundhog.slack.reconcile.Pace;
import dev.groundhog.slack.reconcile.Pages;
import dev.groundhog.slack.sight.Patience;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings {@code slack.*}, checked. Which of them are there decides the mode: a token, a
 * webhook, or neither.
 */
record SinkSettings(
    Mode mode,
    Pace pace,
    Pages pages,
    Patience patience,
    @Nullable DailyTime daily,
    @Nullable Secret token,
    Posting posting,
    @Nullable Secret webhook,
    boolean compat,
    URI apiUrl,
    boolean colours) {

  private static final Logger log = LoggerFactory.getLogger(SinkSettings.class);
  private static final String STOPS = "Nothing was started.";

  /** Slack answers in well under a second; what takes longer is a network in trouble. */
  private static final Duration CALL_WITHIN = Duration.ofSeconds(10);

  /** What can stand in a header. Slack's tokens look like {@code xoxb-123-456-abc}. */
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]{1,1000}");

  static SinkSettings from(Settings settings) {
    Optional<Secret> token = settings.secret("slack.token");
    Optional<Secret> webhook = settings.secret("slack.webhook.url");
    String channel = settings.text("slack.channel", "");
    String fallback = settings.text("slack.fallback.channel", "");
    check(token, webhook, channel);
    Mode mode = token.isPresent() ? Mode.FULL : webhook.isPresent() ? Mode.WEBHOOK : Mode.CONSOLE;
    if (mode != Mode.FULL && !(channel + fallback).isEmpty()) {
      log.warn("slack.channel and slack.fallback.channel mean nothing without slack.token");
    }
    return new SinkSettings(
        mode,
        pace(settings),
        pages(settings),
        patience(settings),
        daily(settings),
        token.orElse(null),
        new Posting(
            channel, fallback.isEmpty() ? null : fallback, broadcast(settings), mention(settings)),
        webhook.orElse(null),
        compat(settings),
        settings.url("slack.api.url", "https://slack.com/api"),
        settings.flag("slack.console.colours", false));
  }

  private static void check(Optional<Secret> token, Optional<Secret> webhook, String channel) {
    if (token.isPresent() && webhook.isPresent()) {
      throw new InvalidSettingException(
          "slack.webhook.url", "nothing, because slack.token is set", "an address", STOPS);
    }
    if (token.isPresent() && channel.isEmpty()) {
      throw new InvalidSettingException(
          "slack.channel",
          "a channel such as #alerts, because slack.token is set",
          "nothing",
          STOPS);
    }
    if (token.isPresent() && !TOKEN.matcher(token.get().reveal()).matches()) {
      throw new InvalidSettingException(
          "slack.token", "a bot token such as xoxb-…", "characters that no token has", STOPS);
    }
    if (webhook.isPresent() && !Webhook.isAddress(webhook.get())) {
      throw new InvalidSettingException(
          "slack.webhook.url", "an address that begins with https://", "something else", STOPS);
    }
  }

  private static Pace pace(Settings settings) {
    return new Pace(
        settings.duration(
            "slack.edit.every", Duration.ofSeconds(45), Duration.ofSeconds(1), Duration.ofHours(1)),
        settings.duration(
            "slack.call.within", CALL_WITHIN, Duration.ofSeconds(1), Duration.ofMinutes(1)),
        settings.duration(
            "slack.tell.within", Duration.ofHours(24), Duration.ofMinutes(1), Duration.ofDays(30)),
        mute(settings));
  }

  private static MuteTimes mute(Settings settings) {
    String found = settings.text("slack.mute", "");
    return MuteTimes.parse(found)
        .orElseThrow(
            () ->
                new InvalidSettingException(
                    "slack.mute",
                    "times such as #batch Mon-Fri 18:00-08:00 Europe/Berlin; #batch Sat-Sun"
                        + " 00:00-24:00 Europe/Berlin",
                    '"' + found + '"',
                    STOPS));
  }

  private static Pages pages(Settings settings) {
    if (settings.text("console.url", "").isEmpty()) return Pages.NONE;
    URI console = settings.url("console.url", "");
    if (console.getRawQuery() != null || console.getRawFragment() != null) {
      throw new InvalidSettingException(
          "console.url", "an address without ? and #", "\"" + console + '"', STOPS);
    }
    return new Pages(console);
  }

  private static @Nullable DailyTime daily(Settings settings) {
    String found = settings.text("slack.daily.at", "off");
    if (found.equals("off")) return null;
    return DailyTime.parse(found)
        .orElseThrow(
            () ->
                new InvalidSettingException(
                    "slack.daily.at",
                    "off, or a time such as 09:00 Europe/Berlin",
                    '"' + found + '"',
                    STOPS));
  }

  private static Patience patience(Settings settings) {
    Duration noTick =
        settings.duration(
            "slack.blind.after", Duration.ofMinutes(2), Duration.ofSeconds(4), Duration.ofDays(1));
    Duration noHost =
        settings.text("slack.blind.hosts.after", "off").equals("off")
            ? null
            : settings.duration(
                "slack.blind.hosts.after",
                Duration.ofMinutes(15),
                Duration.ofMinutes(2),
                Duration.ofDays(7));
    return new Patience(noTick, noHost);
  }

  private static Broadcast broadcast(Settings settings) {
    String found = settings.text("slack.broadcast", "never");
    for (Broadcast each : Broadcast.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(found)) return each;
    }
    throw new InvalidSettingException(
        "slack.broadcast", "never, critical or always", '"' + found + '"', STOPS);
  }

  private static boolean compat(Settings settings) {
    String found = settings.text("slack.webhook.format", "slack");
    if (found.equals("slack")) return false;
    if (found.equals("compat")) return true;
    throw new InvalidSettingException(
        "slack.webhook.format",
        "slack, or compat for Mattermost, Rocket.Chat and Discord",
        '"' + found + '"',
        STOPS);
  }

  private static @Nullable Mention mention(Settings settings) {
    String found = settings.text("slack.mention.critical", "");
    if (found.isEmpty()) return null;
    return Mention.of(found)
        .orElseThrow(
            () ->
                new InvalidSettingException(
                    "slack.mention.critical",
                    "here, channel, or the id of a user group (S…) or a user (U…)",
                    '"' + found + '"',
                    STOPS));
  }

  /**
   * @param out where console mode prints
   */
  Destination destination(PrintStream out) {
    if (token != null) {
      return new SlackApi(apiUrl, token, posting, pace.callWithin(), Clock.systemUTC());
    }
    return webhook == null
        ? new Console(out, colours)
        : new Webhook(webhook, posting.mention(), compat, pace.callWithin());
  }

  /** For the health page. */
  String where() {
    return switch (mode) {
      case FULL -> "telling " + posting.channel();
      case WEBHOOK -> "telling a webhook; without edits and threads";
      case CONSOLE -> "not connected; printing instead";
    };
  }
}
