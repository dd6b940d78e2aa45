package dev.groundhog.slack.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.groundhog.runtime.settings.Secret;
import dev.groundhog.slack.reconcile.Mode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import okhttp3.Request;

/**
 * Slack's Web API with a bot token: chat.postMessage and chat.update.
 *
 * <p>Nothing that log text contains is made a link or a name by Slack: {@code parse} and {@code
 * link_names} are sent each time, because an edit that leaves them out gets other defaults.
 */
public final class SlackApi implements Destination {
  private final String base;
  private final Secret token;
  private final String channel;
  private final Broadcast broadcast;
  private final HttpCalls http;

  /**
   * @param base {@code https://slack.com/api}, or a stand-in
   * @param channel where to post what names no channel itself
   * @param callWithin a call is over after so long
   */
  public SlackApi(
      URI base, Secret token, String channel, Broadcast broadcast, Duration callWithin) {
    // "…/api//chat.postMessage" is a method that Slack does not know.
    this.base = base.toString().replaceFirst("/+$", "");
    this.token = token;
    this.channel = channel;
    this.broadcast = broadcast;
    this.http = new HttpCalls(callWithin);
  }

  @Override
  public Mode mode() {
    return Mode.FULL;
  }

  @Override
  public String defaultChannel() {
    return channel;
  }

  @Override
  public CompletableFuture<SlackReply> send(Outgoing call) {
    String method = call.ts() != null && isEdit(call) ? "chat.update" : "chat.postMessage";
    Request.Builder request =
        new Request.Builder()
            .url(base + "/" + method)
            .header("Authorization", "Bearer " + token.reveal());
    byte[] json = payload(call).toString().getBytes(StandardCharsets.UTF_8);
    return http.post(request, json, Outcomes::ofWebApi);
  }

  private static boolean isEdit(Outgoing call) {
    return switch (call.action()) {
      case EDIT -> true;
      case POST, REPLY, UNKNOWN -> false;
    };
  }

  private ObjectNode payload(Outgoing call) {
    ObjectNode payload = call.message().payload();
    payload.put("channel", call.channel());
    payload.put("parse", "none");
    payload.put("link_names", false);
    if (isEdit(call)) {
      // Without metadata: what the post said stays, and says how to find the message.
      payload.put("ts", call.ts());
      return payload;
    }
    payload.put("unfurl_links", false);
    payload.put("unfurl_media", false);
    payload.set("metadata", metadata(call));
    if (call.ts() != null) {
      payload.put("thread_ts", call.ts());
      if (broadcast.covers(call.alert())) payload.put("reply_broadcast", true);
    }
    return payload;
  }

  /** Readable by every app of the workspace, so nothing but ids. */
  private static ObjectNode metadata(Outgoing call) {
    ObjectNode metadata = call.message().payload().objectNode();
    metadata.put("event_type", "groundhog_delivery");
    metadata
        .putObject("event_payload")
        .put("delivery", call.id())
        .put("incident", call.alert().incident())
        .put("revision", call.alert().revision());
    return metadata;
  }

  @Override
  public void close() {
    http.close();
  }
}
