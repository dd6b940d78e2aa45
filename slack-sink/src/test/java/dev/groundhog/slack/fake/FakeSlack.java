package dev.groundhog.slack.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Slack as far as Groundhog meets it: chat.postMessage, chat.update, conversations.history and
 * incoming webhooks, over HTTP on loopback, with a memory.
 *
 * <p>It is as strict as Slack, and stricter where Slack is silent: a second message to a channel
 * within a second gets 429 (Slack might take it and not show it), blocks above 12,000 characters
 * are refused, and a text above 4,000 becomes several messages. Faults can be ordered for the next
 * calls. Thread-safe.
 */
public final class FakeSlack implements AutoCloseable {
  /** The one token it accepts. */
  public static final String TOKEN = "xoxb-fake-token";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HOOK = "/services/T000/B000/fake-secret";
  private static final int MAX_BLOCKS_JSON = 12_000;
  private static final int MAX_TEXT = 4000;

  private final int port;
  private MockWebServer server = new MockWebServer();
  private final LongSupplier nanos;
  private final List<FakeMessage> messages = new ArrayList<>();
  private final Map<String, Long> lastPost = new HashMap<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private int posts;
  private int edits;
  private int replies;
  private int calls;
  private int rateLimited;
  private long lastTs = 1_700_000_000_000_000L;

  /** What can go wrong with one call. */
  public sealed interface Fault {
    /** The connection is closed without an answer; nothing is stored. */
    record Cut() implements Fault {}

    /** The message is stored, but its sender never learns it. */
    record StoreAndCut() implements Fault {}

    /** Nothing is stored; any status and body. */
    record Answer(int status, String body) implements Fault {}

    /** Refused with a name out of Slack's lists. */
    static Fault error(String name) {
      return new Answer(200, "{\"ok\":false,\"error\":\"" + name + "\"}");
    }
  }

  private FakeSlack(int port, LongSupplier nanos) throws IOException {
    this.nanos = nanos;
    listen(port);
    this.port = server.getPort();
  }

  /** Any free port. */
  public static FakeSlack start() throws IOException {
    return start(0, System::nanoTime);
  }

  /**
   * @param nanos the clock of the rate limit, in nanoseconds
   */
  public static FakeSlack start(int port, LongSupplier nanos) throws IOException {
    return new FakeSlack(port, nanos);
  }

  private void listen(int onPort) throws IOException {
    server = new MockWebServer();
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
          }
        });
    server.start(InetAddress.getLoopbackAddress(), onPort);
  }

  /** For {@code slack.api.url}. */
  public URI apiUrl() {
    return URI.create("http://127.0.0.1:" + port + "/api");
  }

  /** For {@code slack.webhook.url}. */
  public URI webhookUrl() {
    return URI.create("http://127.0.0.1:" + port + HOOK);
  }

  /** What stands in all channels and threads now, oldest first. */
  public synchronized List<FakeMessage> messages() {
    return List.copyOf(messages);
  }

  /** The messages that stand in channels themselves. */
  public synchronized List<FakeMessage> inChannels() {
    return messages.stream().filter(m -> m.threadTs() == null).toList();
  }

  /** The replies in the thread of a message. */
  public synchronized List<FakeMessage> thread(String ts) {
    return messages.stream().filter(m -> ts.equals(m.threadTs())).toList();
  }

  /** New messages stored so far, replies not counted. */
  public synchronized int posts() {
    return posts;
  }

  public synchronized int edits() {
    return edits;
  }

  public synchronized int replies() {
    return replies;
  }

  /** Calls of any kind and end. */
  public synchronized int calls() {
    return calls;
  }

  /** Calls that came too early. */
  public synchronized int rateLimited() {
    return rateLimited;
  }

  /** Lets the next call fail; several are taken in order. */
  public synchronized void next(Fault fault) {
    faults.add(fault);
  }

  /** Goes away: connections are refused until it comes {@link #back}. */
  public void away() {
    server.close();
  }

  /** Comes back at the same address, with all it had stored. */
  public void back() throws IOException {
    listen(port);
  }

  /** As a person would. */
  public synchronized void delete(String ts) {
    messages.removeIf(m -> m.ts().equals(ts));
  }

  private synchronized MockResponse answer(RecordedRequest request) {
    calls++;
    Fault fault = faults.poll();
    if (fault instanceof Fault.Cut) return cut(new MockResponse.Builder());
    if (fault instanceof Fault.Answer answer) {
      return failure(answer, request.getTarget());
    }
    String path = request.getTarget();
    int query = path.indexOf('?');
    MockResponse stored = dispatch(query < 0 ? path : path.substring(0, query), request);
    return fault instanceof Fault.StoreAndCut ? cut(new MockResponse.Builder()) : stored;
  }

  /** With the headers at which a client is tempted to send again by itself. */
  private static MockResponse failure(Fault.Answer answer, String target) {
    MockResponse.Builder built =
        new MockResponse.Builder().code(answer.status()).body(answer.body());
    if (answer.status() == 503) built.addHeader("Retry-After", "0");
    if (answer.status() == 307) built.addHeader("Location", target);
    return built.build();
  }

  private MockResponse dispatch(String path, RecordedRequest request) {
    JsonNode body = parse(request.getBody());
    if (path.equals(HOOK)) return body == null ? plain(400, "invalid_payload") : webhook(body);
    if (!("Bearer " + TOKEN).equals(request.getHeaders().get("Authorization"))) {
      return no("invalid_auth");
    }
    if (path.equals("/api/conversations.history")) return history(request);
    if (body == null) return no("invalid_json");
    return switch (path) {
      case "/api/chat.postMessage" -> post(body);
      case "/api/chat.update" -> update(body);
      default -> no("unknown_method");
    };
  }

  private MockResponse post(JsonNode body) {
    String channel = channelId(body.path("channel").asText());
    if (channel.isEmpty()) return no("channel_not_found");
    String trouble = trouble(body);
    if (trouble != null) return no(trouble);
    if (isTooEarly(channel)) return tooEarly();
    String thread = body.path("thread_ts").isTextual() ? body.path("thread_ts").asText() : null;
    if (thread == null) posts++;
    else replies++;
    FakeMessage stored = store(channel, thread, body);
    return yes("{\"ok\":true,\"channel\":\"%s\",\"ts\":\"%s\"}".formatted(channel, stored.ts()));
  }

  private FakeMessage store(String channel, @Nullable String thread, JsonNode body) {
    FakeMessage message = new FakeMessage(channel, nextTs(), thread, body, 0);
    // Slack splits what is longer; whoever counts messages sees it.
    int parts = 1 + (body.path("text").asText().length() - 1) / MAX_TEXT;
    for (int i = 0; i < parts; i++) messages.add(message);
    return message;
  }

  private MockResponse update(JsonNode body) {
    String trouble = trouble(body);
    if (trouble != null) return no(trouble);
    if (body.path("text").asText().length() > MAX_TEXT) return no("msg_too_long");
    for (int i = 0; i < messages.size(); i++) {
      FakeMessage message = messages.get(i);
      // Ids only: chat.update takes no names.
      if (message.ts().equals(body.path("ts").asText())
          && message.channel().equals(body.path("channel").asText())) {
        messages.set(i, message.edited(body));
        edits++;
        return yes(
            "{\"ok\":true,\"channel\":\"%s\",\"ts\":\"%s\"}"
                .formatted(message.channel(), message.ts()));
      }
    }
    return no("message_not_found");
  }

  private MockResponse webhook(JsonNode body) {
    String trouble = trouble(body);
    if (trouble != null) return plain(400, trouble);
    if (isTooEarly("webhook")) return tooEarly();
    posts++;
    store("webhook", null, body);
    return plain(200, "ok");
  }

  private MockResponse history(RecordedRequest request) {
    String channel = channelId(String.valueOf(request.getUrl().queryParameter("channel")));
    var found = JSON.createObjectNode().put("ok", true);
    var list = found.putArray("messages");
    for (int i = messages.size() - 1; i >= 0; i--) {
      FakeMessage message = messages.get(i);
      if (!message.channel().equals(channel) || message.threadTs() != null) continue;
      list.addObject()
          .put("ts", message.ts())
          .put("text", message.text())
          .set("metadata", message.payload().path("metadata"));
    }
    return yes(found.toString());
  }

  private static @Nullable String trouble(JsonNode body) {
    if (body.path("text").asText().isEmpty() && body.path("blocks").isEmpty()) return "no_text";
    int size =
        body.path("blocks").toString().length() + body.path("attachments").toString().length();
    if (size > MAX_BLOCKS_JSON) return "msg_blocks_too_long";
    return body.path("blocks").size() > 50 ? "invalid_blocks" : null;
  }

  private boolean isTooEarly(String channel) {
    long now = nanos.getAsLong();
    Long last = lastPost.get(channel);
    if (last != null && now - last < 1_000_000_000L) return true;
    lastPost.put(channel, now);
    return false;
  }

  private MockResponse tooEarly() {
    rateLimited++;
    return new MockResponse.Builder().code(429).addHeader("Retry-After", "1").build();
  }

  /** {@code #alerts} and {@code alerts} are the channel CALERTS; ids are taken as they are. */
  private static String channelId(String channel) {
    if (channel.matches("C[A-Z0-9]+")) return channel;
    return channel.isEmpty()
        ? ""
        : "C" + channel.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
  }

  private String nextTs() {
    lastTs += 100;
    return "%d.%06d".formatted(lastTs / 1_000_000, lastTs % 1_000_000);
  }

  private static @Nullable JsonNode parse(@Nullable ByteString body) {
    if (body == null || body.size() == 0) return null;
    try {
      return JSON.readTree(body.utf8());
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static MockResponse yes(String json) {
    return new MockResponse.Builder().code(200).body(json).build();
  }

  /** The Web API says no with HTTP 200. */
  private static MockResponse no(String error) {
    return yes("{\"ok\":false,\"error\":\"" + error + "\"}");
  }

  private static MockResponse plain(int status, String word) {
    return new MockResponse.Builder().code(status).body(word).build();
  }

  private static MockResponse cut(MockResponse.Builder answer) {
    return answer.onResponseStart(new SocketEffect.CloseSocket()).build();
  }

  @Override
  public void close() {
    server.close();
  }
}
