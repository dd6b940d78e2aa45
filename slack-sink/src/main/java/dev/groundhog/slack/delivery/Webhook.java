package dev.groundhog.slack.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.groundhog.runtime.settings.Secret;
import dev.groundhog.slack.delivery.Transport.Ask;
import dev.groundhog.slack.reconcile.Mode;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * An incoming webhook: new messages in one channel, nothing else. Its address is the secret, so it
 * is revealed for the request only and never part of a message of ours.
 */
public final class Webhook implements Destination {
  /** Webhooks do not say which channel they post to; pacing needs a name for it all the same. */
  static final String CHANNEL = "webhook";

  private final Secret url;
  private final @Nullable Mention mention;
  private final boolean compat;
  private final Transport transport;

  /**
   * @param mention whom critical incidents page; null: nobody
   * @param compat whether the receiver is one that only takes what Slack's webhooks took first
   * @param callWithin a call is over after so long
   */
  public Webhook(Secret url, @Nullable Mention mention, boolean compat, Duration callWithin) {
    this.url = url;
    this.mention = mention;
    this.compat = compat;
    this.transport = new HttpCalls(callWithin, Clock.systemUTC());
  }

  /** Whether it can be called at all: of http or https, with a host and a port that exist. */
  public static boolean isAddress(Secret url) {
    return HttpUrl.parse(url.reveal()) != null;
  }

  @Override
  public Mode mode() {
    return Mode.WEBHOOK;
  }

  @Override
  public boolean isCompat() {
    return compat;
  }

  @Override
  public String defaultChannel() {
    return CHANNEL;
  }

  @Override
  public CompletableFuture<SlackReply> send(Outgoing call) {
    ObjectNode payload = call.message().payload();
    if (mention != null && Mention.isDue(call.action(), call.subject())) mention.addTo(payload);
    payload.put("unfurl_links", false);
    payload.put("unfurl_media", false);
    return transport
        .make(new Ask(HttpUrl.get(url.reveal()), null, payload.toString(), call.startBy()))
        .thenApply(compat ? Outcomes::ofCompat : Outcomes::ofWebhook);
  }

  @Override
  public void close() {
    transport.close();
  }
}
