package dev.groundhog.slack.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.slack.delivery.SlackReply.Accepted;
import dev.groundhog.slack.delivery.SlackReply.MessageGone;
import dev.groundhog.slack.delivery.SlackReply.RateLimited;
import dev.groundhog.slack.delivery.SlackReply.Refused;
import dev.groundhog.slack.delivery.SlackReply.TryAgain;
import dev.groundhog.slack.delivery.SlackReply.UnknownOutcome;
import dev.groundhog.slack.delivery.SlackReply.What;
import dev.groundhog.slack.delivery.Transport.Answer;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OutcomesTest {
  static Stream<Arguments> webApi() {
    return Stream.of(
        row(
            200,
            null,
            "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"1.2\"}",
            new Accepted("C1", "1.2")),
        row(200, null, error("channel_not_found"), refused(What.DESTINATION, "channel_not_found")),
        row(200, null, error("is_archived"), refused(What.DESTINATION, "is_archived")),
        row(
            200,
            null,
            error("restricted_action_read_only_channel"),
            refused(What.DESTINATION, "restricted_action_read_only_channel")),
        row(200, null, error("invalid_auth"), refused(What.CREDENTIAL, "invalid_auth")),
        row(200, null, error("missing_scope"), refused(What.CREDENTIAL, "missing_scope")),
        row(200, null, error("invalid_blocks"), refused(What.PAYLOAD, "invalid_blocks")),
        row(200, null, error("msg_blocks_too_long"), refused(What.PAYLOAD, "msg_blocks_too_long")),
        row(200, null, error("a_new_name"), refused(What.PAYLOAD, "a_new_name")),
        row(200, null, error("message_not_found"), new MessageGone(true, "message_not_found")),
        row(200, null, error("edit_window_closed"), new MessageGone(false, "edit_window_closed")),
        row(200, null, error("internal_error"), new UnknownOutcome("internal_error")),
        row(200, null, error("fatal_error"), new UnknownOutcome("fatal_error")),
        row(200, null, error("service_unavailable"), new TryAgain("service_unavailable")),
        row(200, "7", error("ratelimited"), limited(7, "ratelimited")),
        row(429, "30", "", limited(30, "HTTP 429")),
        row(429, null, "", limited(10, "HTTP 429")),
        row(429, "soon", "", limited(10, "HTTP 429")),
        row(429, "0", "", limited(1, "HTTP 429")),
        row(429, "999999", "", limited(3600, "HTTP 429")),
        row(500, null, "<html>", new UnknownOutcome("HTTP 500")),
        row(503, "0", "", new UnknownOutcome("HTTP 503")),
        row(302, null, "", notSlack(302)),
        row(200, null, "<html>log in to the Wi-Fi</html>", notSlack(200)),
        row(200, null, "", unread()),
        row(200, null, "[]", unread()),
        row(
            200,
            null,
            "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"1.2\",\"message\":{\"te",
            unread()),
        row(502, null, error("Bad Gateway"), new UnknownOutcome("HTTP 502")),
        row(504, null, error("gateway_timeout"), new UnknownOutcome("HTTP 504")),
        row(404, null, error("Not Found"), notSlack(404)),
        row(503, null, error("service_unavailable"), new TryAgain("service_unavailable")),
        row(200, null, error("thread_not_found"), new MessageGone(true, "thread_not_found")),
        row(
            200,
            null,
            error("restricted_action_thread_locked"),
            new MessageGone(false, "restricted_action_thread_locked")),
        row(403, null, "forbidden by proxy", refused(What.CREDENTIAL, "HTTP 403")));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("webApi")
  void the_web_api_says_no_with_http_200(
      int status, @Nullable String retryAfter, String body, SlackReply means) {
    assertThat(Outcomes.ofWebApi(status, retryAfter, body)).isEqualTo(means);
  }

  static Stream<Arguments> webhooks() {
    return Stream.of(
        row(200, null, "ok", new Accepted(null, null)),
        row(200, null, "ok\n", new Accepted(null, null)),
        row(200, null, "<html>", notSlack(200)),
        row(400, null, "invalid_payload", refused(What.PAYLOAD, "invalid_payload")),
        row(400, null, "invalid_blocks", refused(What.PAYLOAD, "invalid_blocks")),
        row(403, null, "invalid_token", refused(What.CREDENTIAL, "invalid_token")),
        row(403, null, "action_prohibited", refused(What.DESTINATION, "action_prohibited")),
        row(404, null, "no_active_hooks", refused(What.CREDENTIAL, "no_active_hooks")),
        row(404, null, "channel_not_found", refused(What.DESTINATION, "channel_not_found")),
        row(410, null, "channel_is_archived", refused(What.DESTINATION, "channel_is_archived")),
        row(429, "2", "", limited(2, "HTTP 429")),
        row(500, null, "rollup_error", new UnknownOutcome("rollup_error")),
        row(500, null, "internal_server_error", new UnknownOutcome("HTTP 500")),
        row(503, null, "unavailable", new UnknownOutcome("HTTP 503")),
        row(200, null, "", unread()),
        row(502, null, "<html>Bad gateway", new UnknownOutcome("HTTP 502")),
        row(404, null, "<html>Not Found", notSlack(404)));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("webhooks")
  void a_webhook_says_no_with_a_status_and_a_word(
      int status, @Nullable String retryAfter, String body, SlackReply means) {
    assertThat(Outcomes.ofWebhook(status, retryAfter, body)).isEqualTo(means);
  }

  @Test
  void others_than_slack_are_understood_by_their_status() {
    assertThat(compat(200, "ok")).isEqualTo(new Accepted(null, null));
    assertThat(compat(200, "{\"success\":true}")).isEqualTo(new Accepted(null, null));
    assertThat(compat(204, "")).isEqualTo(new Accepted(null, null));
    assertThat(compat(200, "<html>log in to our wifi</html>")).isEqualTo(notSlack(200));
    assertThat(compat(400, "{\"message\":\"no\"}")).isEqualTo(refused(What.PAYLOAD, "HTTP 400"));
    assertThat(compat(404, "Unknown Webhook")).isEqualTo(refused(What.CREDENTIAL, "HTTP 404"));
    assertThat(compat(500, "")).isEqualTo(new UnknownOutcome("HTTP 500"));
    assertThat(compat(429, "")).isInstanceOf(RateLimited.class);
  }

  private static SlackReply compat(int status, String body) {
    return Outcomes.ofCompat(new Answer.Got(status, null, null, body));
  }

  @Test
  void a_call_that_never_left_was_surely_not_done() {
    assertThat(Outcomes.ofWebApi(new Answer.Failed("ConnectException", false)))
        .isEqualTo(new TryAgain("ConnectException"));
  }

  @Test
  void a_call_that_left_may_have_been_done() {
    assertThat(Outcomes.ofWebhook(new Answer.Failed("IOException", true)))
        .isEqualTo(new UnknownOutcome("IOException"));
  }

  private static SlackReply unread() {
    return new UnknownOutcome("HTTP 200 with an answer that cannot be read");
  }

  private static Arguments row(
      int status, @Nullable String retryAfter, String body, SlackReply means) {
    return Arguments.of(status, retryAfter, body, means);
  }

  private static String error(String name) {
    return "{\"ok\":false,\"error\":\"" + name + "\"}";
  }

  private static SlackReply refused(What what, String why) {
    return new Refused(what, why);
  }

  private static SlackReply limited(long seconds, String why) {
    return new RateLimited(Duration.ofSeconds(seconds), why);
  }

  private static SlackReply notSlack(int status) {
    return new TryAgain("HTTP " + status + ", which is not an answer of Slack's");
  }
}
