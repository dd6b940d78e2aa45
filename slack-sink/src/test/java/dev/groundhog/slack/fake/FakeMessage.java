package dev.groundhog.slack.fake;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A message as people would see it now.
 *
 * @param channel the channel's id
 * @param ts its id; {@code webhook} messages have one too, which webhooks do not tell
 * @param threadTs the message it replies to; null for messages of the channel
 * @param payload what was sent last
 * @param edits how often it was edited
 * @param metadata of the post; an edit that names none keeps it
 */
public record FakeMessage(
    String channel,
    String ts,
    @Nullable String threadTs,
    JsonNode payload,
    int edits,
    JsonNode metadata) {

  FakeMessage(String channel, String ts, @Nullable String threadTs, JsonNode payload, int edits) {
    this(channel, ts, threadTs, payload, edits, payload.path("metadata"));
  }

  /** The text for notifications. */
  public String text() {
    return payload.path("text").asText();
  }

  /** Everything readable in it: text, blocks and attachments. */
  public String everything() {
    return payload.toString();
  }

  FakeMessage edited(JsonNode newPayload) {
    return new FakeMessage(channel, ts, threadTs, newPayload, edits + 1, metadata);
  }
}
