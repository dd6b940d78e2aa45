package dev.groundhog.slack.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.runtime.settings.Secret;
import dev.groundhog.slack.fake.ClockOf;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Looking for a message where Slack answers slowly. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SlackSearchTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String MORE =
      "{\"ok\":true,\"messages\":[],\"response_metadata\":{\"next_cursor\":\"more\"}}";

  private final AtomicInteger asked = new AtomicInteger();
  private Instant now = NOON;

  @Test
  void looking_that_takes_long_gives_the_others_their_turn() {
    SlackReply reply = search(Duration.ofSeconds(8)).find(wanted()).join();
    assertThat(reply).isInstanceOf(SlackReply.TryAgain.class);
    assertThat(asked).hasValue(4);
  }

  @Test
  void in_a_busy_channel_it_reads_a_thousand_messages_and_says_that_it_cannot_know() {
    SlackReply reply = search(Duration.ofMillis(100)).find(wanted()).join();
    assertThat(reply).isInstanceOf(SlackReply.CannotLook.class);
    assertThat(asked).hasValue(10);
  }

  private static Lookup wanted() {
    return new Lookup("d-1", "C0123", null, NOON);
  }

  private SlackSearch search(Duration eachTakes) {
    Transport slow =
        new Transport() {
          @Override
          public CompletableFuture<Answer> make(Ask ask) {
            asked.incrementAndGet();
            now = now.plus(eachTakes);
            return CompletableFuture.completedFuture(new Answer.Got(200, null, now, MORE));
          }

          @Override
          public void close() {}
        };
    HttpUrl base = HttpUrl.get("http://slack.test/api");
    return new SlackSearch(base, new Secret("xoxb-1"), slow, new ClockOf(() -> now));
  }
}
