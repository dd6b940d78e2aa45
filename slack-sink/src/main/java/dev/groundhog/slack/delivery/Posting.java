package dev.groundhog.slack.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Where messages go, and how loudly.
 *
 * @param channel for what names no channel itself
 * @param fallback for what Slack refuses elsewhere; null: nowhere
 * @param broadcast which replies are shown in the channel too
 * @param mention whom critical incidents page; null: nobody
 */
public record Posting(
    String channel, @Nullable String fallback, Broadcast broadcast, @Nullable Mention mention) {
  /** Quietly, in one channel. */
  public static Posting in(String channel) {
    return new Posting(channel, null, Broadcast.NEVER, null);
  }
}
