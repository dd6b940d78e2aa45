package dev.groundhog.slack.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.groundhog.runtime.settings.Secret;
import dev.groundhog.slack.delivery.SlackReply.Accepted;
import dev.groundhog.slack.delivery.Transport.Ask;
import dev.groundhog.slack.reconcile.Mode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Slack's Web API with a bot token: chat.postMessage, chat.update, and {@link SlackSearch} for what
 * may or may not have arrived.
 *
 * <p>Nothing that log text contains is made a link or a name by Slack: {@code parse} and {@code
 * link_names} are sent each time, because an edit that leaves them out gets other defaults.
 */
public final class SlackApi implements Destination {
  private final HttpUrl base;
  private final Secret token;
  private final Posting posting;
  private final Transport transport;
  private final SlackSearch search;

  /**
   * @param base {@code https://slack.com/api}, or a stand-in
   * @param callWithin a call is over after so long
   * @param clock the one that calls' latest starts are told by
   */
  public SlackApi(URI base, Secret token, Posting posting, Duration callWithin, Clock clock) {
    this(base, token, posting, new HttpCalls(callWithin, clock), clock);
  }

  SlackApi(URI base, Secret token, Posting posting, Transport transport, Clock clock) {
    // "…/api//chat.postMessage" is a method that Slack does not know.
    this.base = HttpUrl.get(base.toString().replaceFirst("/+$", ""));
    this.token = token;
    this.posting = posting;
    this.transport = transport;
    this.search = new SlackSearch(this.base, token, transport, clock);
  }

  @Override
  public Mode mode() {
    return Mode.FULL;
  }

  @Override
  public String defaultChannel() {
    return posting.channel();
  }

  @Override
  public @Nullable String fallbackChannel() {
    return posting.fallback();
  }

  @Override
  public CompletableFuture<SlackReply> send(Outgoing call) {
    String method = call.ts() != null && isEdit(call) ? "chat.update" : "chat.postMessage";
    HttpUrl url = base.newBuilder().addPathSegment(method).build();
    return transport
        .make(new Ask(url, token, payload(call).toString(), call.startBy()))
        .thenApply(
            answer -> {
              search.learns(answer);
              SlackReply reply = Outcomes.ofWebApi(answer);
              if (reply instanceof Accepted accepted && accepted.channel() != null) {
                search.learns(call.channel(), accepted.channel());
              }
              return reply;
            });
  }

  @Override
  public CompletableFuture<SlackReply> find(Lookup wanted) {
    return search.find(wanted);
  }

  private static boolean isEdit(Outgoing call) {
    return switch (call.action()) {
      case EDIT -> true;
      case POST, REPLY, UNKNOWN -> false;
    };
  }

  private ObjectNode payload(Outgoing call) {
    ObjectNode payload = call.message().payload();
    Mention mention = posting.mention();
    if (mention != null && Mention.isDue(call.action(), call.subject())) mention.addTo(payload);
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
      if (posting.broadcast().covers(call.subject())) payload.put("reply_broadcast", true);
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
        .put("incident", call.subject().id())
        .put("revision", call.subject().revision())
        .put("news", call.subject().newsRevision());
    return metadata;
  }

  @Override
  public void close() {
    transport.close();
  }
}
