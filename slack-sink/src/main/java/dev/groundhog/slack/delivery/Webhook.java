package dev.groundhog.slack.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.groundhog.runtime.settings.Secret;
import dev.groundhog.slack.reconcile.Mode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import okhttp3.Request;

/**
 * An incoming webhook: new messages in one channel, nothing else. Its address is the secret, so it
 * is revealed for the request only and never part of a message of ours.
 */
public final class Webhook implements Destination {
  /** Webhooks do not say which channel they post to; pacing needs a name for it all the same. */
  static final String CHANNEL = "webhook";

  private final Secret url;
  private final HttpCalls http;

  /**
   * @param callWithin a call is over after so long
   */
  public Webhook(Secret url, Duration callWithin) {
    this.url = url;
    this.http = new HttpCalls(callWithin);
  }

  @Override
  public Mode mode() {
    return Mode.WEBHOOK;
  }

  @Override
  public String defaultChannel() {
    return CHANNEL;
  }

  @Override
  public CompletableFuture<SlackReply> send(Outgoing call) {
    ObjectNode payload = call.message().payload();
    payload.put("unfurl_links", false);
    payload.put("unfurl_media", false);
    byte[] json = payload.toString().getBytes(StandardCharsets.UTF_8);
    return http.post(new Request.Builder().url(url.reveal()), json, Outcomes::ofWebhook);
  }

  @Override
  public void close() {
    http.close();
  }
}
