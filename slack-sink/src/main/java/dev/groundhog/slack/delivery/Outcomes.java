package dev.groundhog.slack.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundhog.slack.delivery.SlackReply.Accepted;
import dev.groundhog.slack.delivery.SlackReply.MessageGone;
import dev.groundhog.slack.delivery.SlackReply.RateLimited;
import dev.groundhog.slack.delivery.SlackReply.Refused;
import dev.groundhog.slack.delivery.SlackReply.TryAgain;
import dev.groundhog.slack.delivery.SlackReply.UnknownOutcome;
import dev.groundhog.slack.delivery.SlackReply.What;
import dev.groundhog.slack.delivery.Transport.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Classifies what Slack answers. The Web API says "no" with HTTP 200 and {@code ok:false}; webhooks
 * say it with an HTTP status and one word: two classifiers. Names are Slack's, from the pages of
 * chat.postMessage, chat.update and "Sending messages using incoming webhooks". Pure.
 */
final class Outcomes {
  /** Where Slack names no pause. */
  static final Duration DEFAULT_PAUSE = Duration.ofSeconds(10);

  /** Longer pauses are cut: whatever the header says, trying once an hour hurts nobody. */
  static final Duration MAX_PAUSE = Duration.ofHours(1);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern WORD = Pattern.compile("[a-z0-9_]{1,60}");

  private static final Set<String> RATE =
      Set.of("ratelimited", "rate_limited", "message_limit_exceeded", "rate_limited_by_channel");

  private static final Set<String> SURELY_NOT_DONE =
      Set.of(
          "service_unavailable",
          "request_timeout",
          "team_added_to_org",
          "org_login_required",
          "external_channel_migrating");

  private static final Set<String> CREDENTIAL =
      Set.of(
          "invalid_auth",
          "not_authed",
          "account_inactive",
          "token_revoked",
          "token_expired",
          "missing_scope",
          "not_allowed_token_type",
          "two_factor_setup_required",
          "accesslimited",
          "access_denied",
          "team_access_not_granted",
          // of webhooks
          "invalid_token",
          "no_service",
          "no_service_id",
          "no_active_hooks",
          "no_team",
          "team_disabled");

  private static final Set<String> DESTINATION =
      Set.of(
          "channel_not_found",
          "not_in_channel",
          "is_archived",
          "channel_is_archived",
          "ekm_access_denied",
          "team_not_found",
          "messages_tab_disabled",
          "no_permission",
          "app_access_restricted",
          "action_prohibited",
          "posting_to_general_channel_denied",
          "user_not_found");

  /** There the message stands, and nothing can be added: news are a message of their own. */
  private static final Set<String> NO_THREAD =
      Set.of(
          "restricted_action_thread_locked",
          "restricted_action_non_threadable_channel",
          "cannot_reply_to_message");

  private static final Set<String> DELETED = Set.of("message_not_found", "thread_not_found");

  private static final Set<String> FINAL =
      Set.of(
          "cant_update_message",
          "edit_window_closed",
          "block_mismatch",
          "is_inactive",
          "streaming_state_conflict",
          "update_failed");

  /** Slack itself says of these that part of the operation may have succeeded. */
  private static final Set<String> MAYBE_DONE =
      Set.of("internal_error", "fatal_error", "rollup_error");

  private static final List<Set<String>> KNOWN =
      List.of(
          RATE, SURELY_NOT_DONE, MAYBE_DONE, CREDENTIAL, DESTINATION, NO_THREAD, DELETED, FINAL);

  private Outcomes() {}

  /**
   * @param retryAfter value of the header, in seconds; null if absent
   */
  static SlackReply ofWebApi(Answer answer) {
    return answer instanceof Answer.Got got
        ? ofWebApi(got.status(), got.retryAfter(), got.body())
        : ofFailure((Answer.Failed) answer);
  }

  static SlackReply ofWebhook(Answer answer) {
    return answer instanceof Answer.Got got
        ? ofWebhook(got.status(), got.retryAfter(), got.body())
        : ofFailure((Answer.Failed) answer);
  }

  /**
   * Of receivers that take Slack's webhooks: Mattermost and Discord say "ok" too, Rocket.Chat says
   * it in JSON, and none uses Slack's words for what is wrong, so the status has to do.
   */
  static SlackReply ofCompat(Answer answer) {
    if (!(answer instanceof Answer.Got got)) return ofWebhook(answer);
    boolean page = got.body().stripLeading().startsWith("<");
    String why = "HTTP " + got.status();
    return switch (got.status()) {
      case 200, 201, 202, 204 -> page ? ofStatus(got.status()) : new Accepted(null, null);
      case 400, 413, 422 -> new Refused(What.PAYLOAD, why);
      case 401, 403, 404, 410 -> new Refused(What.CREDENTIAL, why);
      default -> ofWebhook(answer);
    };
  }

  /** What a good answer says besides; nothing of any other. */
  static JsonNode json(Answer answer) {
    return answer instanceof Answer.Got got ? parse(got.body()) : JSON.missingNode();
  }

  static SlackReply ofWebApi(int status, @Nullable String retryAfter, String body) {
    if (status == 429) return new RateLimited(pause(retryAfter), "HTTP 429");
    JsonNode json = parse(body);
    if (json.path("ok").asBoolean(false) && status == 200) {
      // Without ts the message cannot be found again: it is there, though, so it counts.
      return new Accepted(text(json, "channel"), text(json, "ts"));
    }
    String error = text(json, "error");
    // What Slack itself does not say is a gateway's word, and its status says more.
    if (error != null && (status == 200 || isKnown(error))) return ofWord(error, retryAfter);
    return status == 200 ? unread(body) : ofStatus(status);
  }

  /** Cut short, perhaps; a page of somebody else's is no answer of Slack's. */
  private static SlackReply unread(String body) {
    return body.stripLeading().startsWith("<")
        ? ofStatus(200)
        : new UnknownOutcome("HTTP 200 with an answer that cannot be read");
  }

  static SlackReply ofWebhook(int status, @Nullable String retryAfter, String body) {
    if (status == 429) return new RateLimited(pause(retryAfter), "HTTP 429");
    String word = body.strip();
    if (status == 200 && word.equals("ok")) return new Accepted(null, null);
    // A proxy's page is no word of Slack's.
    boolean spoken = WORD.matcher(word).matches() && !word.equals("ok");
    if (spoken && (status < 500 || isKnown(word))) return ofWord(word, retryAfter);
    return status == 200 ? unread(body) : ofStatus(status);
  }

  private static boolean isKnown(String word) {
    return KNOWN.stream().anyMatch(words -> words.contains(word))
        || word.startsWith("restricted_action");
  }

  private static SlackReply ofWord(String word, @Nullable String retryAfter) {
    String why = WORD.matcher(word).matches() ? word : "an error that is no word";
    if (RATE.contains(word)) return new RateLimited(pause(retryAfter), why);
    if (MAYBE_DONE.contains(word)) return new UnknownOutcome(why);
    if (SURELY_NOT_DONE.contains(word)) return new TryAgain(why);
    if (CREDENTIAL.contains(word)) return new Refused(What.CREDENTIAL, why);
    if (NO_THREAD.contains(word)) return new MessageGone(false, why);
    if (DESTINATION.contains(word) || word.startsWith("restricted_action")) {
      return new Refused(What.DESTINATION, why);
    }
    if (DELETED.contains(word)) return new MessageGone(true, why);
    if (FINAL.contains(word)) return new MessageGone(false, why);
    // invalid_blocks, msg_too_long and the like; and names that Slack adds, since its lists are not
    // complete: a plainer message is the best answer to both.
    return new Refused(What.PAYLOAD, why);
  }

  private static SlackReply ofStatus(int status) {
    String why = "HTTP " + status;
    if (status >= 500) return new UnknownOutcome(why);
    if (status == 401 || status == 403) return new Refused(What.CREDENTIAL, why);
    if (status == 413) return new Refused(What.PAYLOAD, why);
    // 3xx and pages of others: a proxy or a portal stands in the way, not Slack.
    return new TryAgain(why + ", which is not an answer of Slack's");
  }

  private static SlackReply ofFailure(Answer.Failed failed) {
    return failed.sent() ? new UnknownOutcome(failed.why()) : new TryAgain(failed.why());
  }

  private static Duration pause(@Nullable String retryAfter) {
    if (retryAfter == null || !retryAfter.strip().matches("[0-9]{1,6}")) return DEFAULT_PAUSE;
    Duration asked = Duration.ofSeconds(Math.max(1, Long.parseLong(retryAfter.strip())));
    return asked.compareTo(MAX_PAUSE) < 0 ? asked : MAX_PAUSE;
  }

  private static JsonNode parse(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      return json == null ? JSON.missingNode() : json;
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private static @Nullable String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return value.isTextual() && !value.asText().isEmpty() ? value.asText() : null;
  }
}
