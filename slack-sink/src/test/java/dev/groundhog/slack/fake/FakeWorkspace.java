package dev.groundhog.slack.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Slack as far as Groundhog meets it, without a network: chat.postMessage, chat.update,
 * conversations.history, .replies and .list, and incoming webhooks, with a memory.
 *
 * <p>It is as strict as Slack, and stricter where Slack is silent: a second message to a channel
 * within a second gets 429, or is taken and not shown; blocks above 12,000 characters are refused;
 * a text above 4,000 becomes several messages; history shows a message some time after it was
 * stored. Faults can be ordered for the next calls. Thread-safe.
 */
public final class FakeWorkspace {
  /** The one token it accepts. */
  public static final String TOKEN = "xoxb-fake-token";

  static final String HOOK = "/services/T000/B000/fake-secret";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_BLOCKS_JSON = 12_000;
  private static final int MAX_TEXT = 4000;

  private final LongSupplier nanos;
  private final List<Stored> messages = new ArrayList<>();
  private final Map<String, Long> lastPost = new HashMap<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final Set<String> archived = new HashSet<>();
  private final Set<String> unknown = new HashSet<>();
  private final Set<String> missingScopes = new HashSet<>();

  /** Ids of channels that somebody has spoken of. */
  private final Map<String, String> channels = new HashMap<>();

  private boolean noHistory;
  private boolean revoked;
  private boolean hides;
  private boolean late;
  private long lagNanos;
  private int pageLimit = 100;
  private long lastTs;
  private int posts;
  private int edits;
  private int replies;
  private int calls;
  private int rateLimited;

  private record Stored(FakeMessage message, long atNanos, boolean hidden) {}

  /**
   * A request as it arrives.
   *
   * @param path with the leading slash, without the query
   * @param bearer what stands after "Bearer"; null: no such header
   * @param body null: GET
   */
  public record Request(
      String path, Map<String, String> query, @Nullable String bearer, @Nullable String body) {}

  /** What it answers; {@code cut}: the connection is closed instead. */
  public record Answer(int status, Map<String, String> headers, String body, boolean cut) {
    Answer lost() {
      return new Answer(status, headers, body, true);
    }
  }

  /** What can go wrong with one call. */
  public sealed interface Fault {
    /** The connection is closed without an answer; nothing is stored. */
    record Cut() implements Fault {}

    /** The message is stored, but its sender never learns it. */
    record StoreAndCut() implements Fault {}

    /** Nothing is stored; any status and body. */
    record Say(int status, String body) implements Fault {}

    /** The message is stored, and the answer says something else. */
    record StoreAndSay(int status, String body) implements Fault {}

    /** Refused with a name out of Slack's lists. */
    static Fault error(String name) {
      return new Say(200, "{\"ok\":false,\"error\":\"" + name + "\"}");
    }
  }

  /**
   * @param nanos the clock of rate limit and history, nanoseconds since 1970
   */
  public FakeWorkspace(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Lets the next call fail; several are taken in order. */
  public synchronized void next(Fault fault) {
    faults.add(fault);
  }

  /** History shows messages only when they are so old. */
  public synchronized void lag(Duration lag) {
    lagNanos = lag.toNanos();
  }

  /** History gives so many messages a page at most. */
  public synchronized void pageLimit(int most) {
    pageLimit = most;
  }

  /** What comes too early is taken and never shown, instead of refused. */
  public synchronized void hideWhatComesTooEarly() {
    hides = true;
  }

  public synchronized void archive(String channelId, boolean is) {
    if (is) archived.add(channelId);
    else archived.remove(channelId);
  }

  public synchronized void forget(String channelId, boolean is) {
    if (is) unknown.add(channelId);
    else unknown.remove(channelId);
  }

  public synchronized void revokeToken(boolean is) {
    revoked = is;
  }

  /** Something between the app and Slack does not know the methods that look things up. */
  public synchronized void withoutHistory() {
    noHistory = true;
  }

  /** The app may not call these methods. */
  public synchronized void withoutScopeFor(String... methods) {
    missingScopes.addAll(Set.of(methods));
  }

  /** As a person would. */
  public synchronized void delete(String ts) {
    messages.removeIf(m -> m.message().ts().equals(ts));
  }

  /** What people see in all channels and threads, oldest first. */
  public synchronized List<FakeMessage> messages() {
    return messages.stream().filter(m -> !m.hidden()).map(Stored::message).toList();
  }

  public synchronized int posts() {
    return posts;
  }

  public synchronized int edits() {
    return edits;
  }

  public synchronized int replies() {
    return replies;
  }

  public synchronized int calls() {
    return calls;
  }

  public synchronized int rateLimited() {
    return rateLimited;
  }

  /**
   * What arrives long after it was sent: no sender can pace that, and Slack allows short bursts.
   */
  public synchronized void callLate(Request request) {
    late = true;
    call(request);
    late = false;
  }

  public synchronized Answer call(Request request) {
    calls++;
    Fault fault = faults.poll();
    if (fault instanceof Fault.Cut) return say(200, "").lost();
    if (fault instanceof Fault.Say say) return say(say.status(), say.body());
    Answer answer = dispatch(request);
    if (fault instanceof Fault.StoreAndCut) return answer.lost();
    return fault instanceof Fault.StoreAndSay say ? say(say.status(), say.body()) : answer;
  }

  private Answer dispatch(Request request) {
    JsonNode body = parse(request.body());
    if (request.path().equals(HOOK)) {
      return body == null ? plain(400, "invalid_payload") : webhook(body);
    }
    if (!TOKEN.equals(request.bearer())) return no("invalid_auth");
    if (revoked) return no("token_revoked");
    String method = request.path().substring(request.path().lastIndexOf('/') + 1);
    if (missingScopes.contains(method)) return no("missing_scope");
    if (noHistory && method.startsWith("conversations.")) return say(404, "<html>not here</html>");
    return switch (request.path()) {
      case "/api/conversations.history" -> history(request.query(), false);
      case "/api/conversations.replies" -> history(request.query(), true);
      case "/api/conversations.list" -> list();
      case "/api/chat.postMessage" -> body == null ? no("invalid_json") : post(body);
      case "/api/chat.update" -> body == null ? no("invalid_json") : update(body);
      default -> no("unknown_method");
    };
  }

  private Answer post(JsonNode body) {
    String channel = channelId(body.path("channel").asText());
    if (channel.isEmpty() || unknown.contains(channel)) return no("channel_not_found");
    if (archived.contains(channel)) return no("is_archived");
    String trouble = trouble(body);
    if (trouble != null) return no(trouble);
    boolean early = isTooEarly(channel);
    if (early && !hides) return tooEarly();
    String thread = body.path("thread_ts").isTextual() ? body.path("thread_ts").asText() : null;
    if (thread == null) posts++;
    else replies++;
    FakeMessage stored = store(channel, thread, body, early);
    return yes(channel, stored.ts());
  }

  private FakeMessage store(
      String channel, @Nullable String thread, JsonNode body, boolean hidden) {
    FakeMessage message = new FakeMessage(channel, nextTs(), thread, body, 0);
    // Slack splits what is longer; whoever counts messages sees it.
    int parts = 1 + (body.path("text").asText().length() - 1) / MAX_TEXT;
    for (int i = 0; i < parts; i++) {
      messages.add(new Stored(message, nanos.getAsLong(), hidden));
    }
    return message;
  }

  private Answer update(JsonNode body) {
    String channel = body.path("channel").asText();
    if (unknown.contains(channel)) return no("channel_not_found");
    if (archived.contains(channel)) return no("is_archived");
    String trouble = trouble(body);
    if (trouble != null) return no(trouble);
    if (body.path("text").asText().length() > MAX_TEXT) return no("msg_too_long");
    for (int i = 0; i < messages.size(); i++) {
      Stored stored = messages.get(i);
      FakeMessage message = stored.message();
      // Ids only: chat.update takes no names.
      if (message.ts().equals(body.path("ts").asText()) && message.channel().equals(channel)) {
        messages.set(i, new Stored(message.edited(body), stored.atNanos(), stored.hidden()));
        edits++;
        return yes(channel, message.ts());
      }
    }
    return no("message_not_found");
  }

  private Answer webhook(JsonNode body) {
    String trouble = trouble(body);
    if (trouble != null) return plain(400, trouble);
    boolean early = isTooEarly("webhook");
    if (early && !hides) return tooEarly();
    posts++;
    store("webhook", null, body, early);
    return plain(200, "ok");
  }

  /** Newest first; of a thread oldest first, with the message that began it. */
  private Answer history(Map<String, String> query, boolean replies) {
    String channel = query.getOrDefault("channel", "");
    if (unknown.contains(channel) || !channel.matches("C[A-Z0-9]+")) return no("channel_not_found");
    String thread = query.get("ts");
    String oldest = query.getOrDefault("oldest", "0");
    String latest = query.getOrDefault("latest", "9999999999");
    List<FakeMessage> found =
        new ArrayList<>(
            messages.stream()
                .filter(m -> m.atNanos() + lagNanos <= nanos.getAsLong())
                .map(Stored::message)
                .filter(m -> m.channel().equals(channel) && m.ts().compareTo(oldest) >= 0)
                .filter(m -> m.ts().compareTo(latest) <= 0)
                .filter(
                    m ->
                        replies
                            ? m.ts().equals(thread) || String.valueOf(m.threadTs()).equals(thread)
                            : m.threadTs() == null)
                .toList());
    boolean there = messages.stream().anyMatch(m -> m.message().ts().equals(thread));
    if (replies && !there) return no("thread_not_found");
    if (!replies) Collections.reverse(found);
    return page(query, found);
  }

  private Answer page(Map<String, String> query, List<FakeMessage> found) {
    int limit = Math.min(pageLimit, Integer.parseInt(query.getOrDefault("limit", "100")));
    int from = Integer.parseInt(query.getOrDefault("cursor", "0"));
    int to = Math.min(found.size(), from + limit);
    ObjectNode answer = JSON.createObjectNode().put("ok", true);
    var list = answer.putArray("messages");
    boolean metadata = query.getOrDefault("include_all_metadata", "").equals("true");
    for (FakeMessage message : found.subList(Math.min(from, to), to)) {
      ObjectNode each = list.addObject().put("ts", message.ts()).put("text", message.text());
      if (metadata) each.set("metadata", message.metadata());
    }
    answer.put("has_more", to < found.size());
    if (to < found.size()) {
      answer.putObject("response_metadata").put("next_cursor", Integer.toString(to));
    }
    return say(200, answer.toString());
  }

  private Answer list() {
    ObjectNode answer = JSON.createObjectNode().put("ok", true);
    var list = answer.putArray("channels");
    channels.put("CALERTS", "alerts");
    for (String id : new TreeSet<>(channels.keySet())) {
      if (unknown.contains(id)) continue;
      list.addObject().put("id", id).put("name", channels.get(id));
    }
    return say(200, answer.toString());
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
    if (late) return false;
    if (last != null && now - last < 1_000_000_000L) return true;
    lastPost.put(channel, now);
    return false;
  }

  private Answer tooEarly() {
    rateLimited++;
    return new Answer(429, Map.of("Retry-After", "1"), "", false);
  }

  /** {@code #alerts} and {@code alerts} are the channel CALERTS; ids are taken as they are. */
  private String channelId(String channel) {
    if (channel.isEmpty() || channel.matches("C[A-Z0-9]+")) return channel;
    String id = "C" + channel.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
    channels.put(id, channel.startsWith("#") ? channel.substring(1) : channel);
    return id;
  }

  /** Its clock in microseconds, each only once. */
  private String nextTs() {
    lastTs = Math.max(lastTs + 1, nanos.getAsLong() / 1000);
    return "%d.%06d".formatted(lastTs / 1_000_000, lastTs % 1_000_000);
  }

  private static @Nullable JsonNode parse(@Nullable String body) {
    if (body == null || body.isEmpty()) return null;
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private Answer yes(String channel, String ts) {
    return say(200, "{\"ok\":true,\"channel\":\"%s\",\"ts\":\"%s\"}".formatted(channel, ts));
  }

  /** The Web API says no with HTTP 200. */
  private Answer no(String error) {
    return say(200, "{\"ok\":false,\"error\":\"" + error + "\"}");
  }

  private Answer plain(int status, String word) {
    return say(status, word);
  }

  private Answer say(int status, String body) {
    return new Answer(status, Map.of(), body, false);
  }
}
