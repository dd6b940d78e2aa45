package dev.groundhog.slack.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.groundhog.runtime.settings.Secret;
import dev.groundhog.slack.delivery.SlackReply.Absent;
import dev.groundhog.slack.delivery.SlackReply.Accepted;
import dev.groundhog.slack.delivery.SlackReply.CannotLook;
import dev.groundhog.slack.delivery.SlackReply.MessageGone;
import dev.groundhog.slack.delivery.SlackReply.Refused;
import dev.groundhog.slack.delivery.SlackReply.TryAgain;
import dev.groundhog.slack.delivery.SlackReply.UnknownOutcome;
import dev.groundhog.slack.delivery.SlackReply.What;
import dev.groundhog.slack.delivery.Transport.Answer;
import dev.groundhog.slack.delivery.Transport.Ask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Looks a message of ours up in its channel's history or its thread, by the delivery id in its
 * metadata.
 *
 * <p>It reads the few minutes around the call page after page, and says {@link Absent} only after
 * the last. Slack's clock rules there, so the difference to ours is learnt from the answers' dates.
 * Needs the scopes {@code channels:history} and {@code groups:history}, and {@code channels:read}
 * and {@code groups:read} where a channel is known by its name only.
 */
final class SlackSearch {
  /** Sinks' clocks may differ by so much, and by so much Slack's may be read wrong. */
  static final Duration MARGIN = Duration.ofMinutes(2);

  /** The longest that the settings allow for a call to begin, and again for it to end. */
  private static final Duration CALL_WITHIN = Duration.ofMinutes(2);

  /** A page; Slack itself gives 15 to apps that are sold outside of its marketplace. */
  private static final int PAGE = 100;

  /** 1,000 messages of one channel within minutes: more is no place to look for anything. */
  private static final int MAX_PAGES = 10;

  /** Channels of a workspace: 20,000. */
  private static final int MAX_LIST_PAGES = 20;

  /** Nothing else is said meanwhile; what takes longer is tried again after the others' turn. */
  static final Duration WITHIN = Duration.ofSeconds(30);

  private static final Pattern ID = Pattern.compile("[CGD][A-Z0-9]{2,}");

  private final HttpUrl base;
  private final Secret token;
  private final Transport transport;
  private final Clock clock;
  private final Map<String, String> ids = new ConcurrentHashMap<>();

  /** Slack's clock minus ours; null: not known yet. Written by the transport's threads. */
  private volatile @Nullable Duration ahead;

  SlackSearch(HttpUrl base, Secret token, Transport transport, Clock clock) {
    this.base = base;
    this.token = token;
    this.transport = transport;
    this.clock = clock;
  }

  /** An answer told the id of a channel. */
  void learns(String name, String id) {
    ids.put(bare(name), id);
  }

  /** Any answer of Slack's tells its time. */
  void learns(Answer answer) {
    if (answer instanceof Answer.Got got && got.date() != null) {
      ahead = Duration.between(clock.instant(), got.date());
    }
  }

  /** Never {@link UnknownOutcome}: looking changes nothing. */
  CompletableFuture<SlackReply> find(Lookup wanted) {
    Search search = new Search(wanted, clock.instant().plus(WITHIN));
    String name = bare(wanted.channel());
    String id = ID.matcher(wanted.channel()).matches() ? wanted.channel() : ids.get(name);
    return id == null ? list(search, name, "", 1) : page(search, id, "", 1, ahead);
  }

  /**
   * @param giveUp no page is asked for after it
   */
  private record Search(Lookup wanted, Instant giveUp) {}

  private static String bare(String name) {
    return name.startsWith("#") ? name.substring(1) : name;
  }

  private CompletableFuture<SlackReply> list(Search search, String name, String cursor, int page) {
    if (isLate(search)) return late();
    HttpUrl url =
        method("conversations.list", cursor)
            .addQueryParameter("types", "public_channel,private_channel")
            .addQueryParameter("limit", "1000")
            .build();
    return get(url)
        .thenCompose(
            answer -> {
              Optional<SlackReply> trouble = trouble(answer);
              if (trouble.isPresent()) return done(trouble.get());
              JsonNode json = Outcomes.json(answer);
              for (JsonNode each : json.path("channels")) {
                learns(each.path("name").asText(), each.path("id").asText());
              }
              String id = ids.get(name);
              if (id != null) return page(search, id, "", 1, ahead);
              String next = cursor(json);
              return next.isEmpty() || page == MAX_LIST_PAGES
                  ? done(new CannotLook("no channel of that name is shown to this app"))
                  : list(search, name, next, page + 1);
            });
  }

  /**
   * @param before what was known of Slack's clock when the first page was asked for
   */
  private CompletableFuture<SlackReply> page(
      Search search, String channel, String cursor, int page, @Nullable Duration before) {
    if (isLate(search)) return late();
    return get(url(search.wanted(), channel, cursor, before))
        .thenCompose(
            answer -> {
              // Asked for by a clock that turns out to be wrong: once more from the beginning.
              Duration now = ahead;
              if (now != null && isFar(before, now)) return page(search, channel, "", 1, now);
              Optional<SlackReply> trouble = trouble(answer);
              if (trouble.isPresent()) return done(trouble.get());
              JsonNode json = Outcomes.json(answer);
              for (JsonNode each : json.path("messages")) {
                String found = each.at("/metadata/event_payload/delivery").asText();
                if (found.equals(search.wanted().id())) {
                  return done(new Accepted(channel, each.path("ts").asText()));
                }
              }
              String next = cursor(json);
              if (next.isEmpty()) return done(new Absent());
              return page == MAX_PAGES
                  ? done(new CannotLook("too many messages came at that time"))
                  : page(search, channel, next, page + 1, before);
            });
  }

  private boolean isLate(Search search) {
    return clock.instant().isAfter(search.giveUp());
  }

  private static CompletableFuture<SlackReply> late() {
    return done(
        new TryAgain("looking for a message took longer than " + WITHIN.toSeconds() + " s"));
  }

  private static boolean isFar(@Nullable Duration before, Duration now) {
    Duration used = before == null ? Duration.ZERO : before;
    return used.minus(now).abs().compareTo(MARGIN.dividedBy(2)) > 0;
  }

  private HttpUrl url(Lookup wanted, String channel, String cursor, @Nullable Duration before) {
    String thread = wanted.threadTs();
    HttpUrl.Builder url =
        method(thread == null ? "conversations.history" : "conversations.replies", cursor);
    if (thread != null) url.addQueryParameter("ts", thread);
    Instant at = wanted.at().plus(before == null ? Duration.ZERO : before);
    Instant oldest = at.minus(MARGIN);
    Instant latest = at.plus(CALL_WITHIN).plus(MARGIN);
    return url.addQueryParameter("channel", channel)
        .addQueryParameter("oldest", oldest.getEpochSecond() + ".000000")
        .addQueryParameter("latest", latest.getEpochSecond() + ".000000")
        .addQueryParameter("inclusive", "true")
        .addQueryParameter("include_all_metadata", "true")
        .addQueryParameter("limit", Integer.toString(PAGE))
        .build();
  }

  private HttpUrl.Builder method(String name, String cursor) {
    HttpUrl.Builder url = base.newBuilder().addPathSegment(name);
    return cursor.isEmpty() ? url : url.addQueryParameter("cursor", cursor);
  }

  private CompletableFuture<Answer> get(HttpUrl url) {
    return transport
        .make(new Ask(url, token, null, Instant.MAX))
        .thenApply(
            answer -> {
              learns(answer);
              return answer;
            });
  }

  /** Rights that only looking needs, or a channel that posting goes to without being a member. */
  private static final Set<String> NOT_ALLOWED =
      Set.of("missing_scope", "not_allowed_token_type", "access_denied", "method_not_supported");

  private static Optional<SlackReply> trouble(Answer answer) {
    SlackReply reply = Outcomes.ofWebApi(answer);
    if (reply instanceof Accepted) return Optional.empty();
    if (reply instanceof UnknownOutcome unknown) return Optional.of(new TryAgain(unknown.why()));
    // A thread that is gone has no reply of ours in it.
    if (reply instanceof MessageGone) return Optional.of(new Absent());
    if (!(reply instanceof Refused refused)) return Optional.of(reply);
    boolean credential = refused.what() == What.CREDENTIAL && !NOT_ALLOWED.contains(refused.why());
    return Optional.of(credential ? refused : new CannotLook(refused.why()));
  }

  private static String cursor(JsonNode json) {
    return json.at("/response_metadata/next_cursor").asText();
  }

  private static CompletableFuture<SlackReply> done(SlackReply reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
