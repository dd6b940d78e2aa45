package dev.groundhog.slack.delivery;

import dev.groundhog.runtime.settings.Secret;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Makes a request once. The one real form is {@link HttpCalls}; tests have one in memory. */
interface Transport extends AutoCloseable {
  /** Does not block; the future never fails, and ends within a bound. */
  CompletableFuture<Answer> make(Ask ask);

  @Override
  void close();

  /**
   * A request.
   *
   * @param bearer the token for its header; null where the address itself is the secret
   * @param json what to post; null: GET
   * @param startBy later than that it is not made at all, by this machine's clock
   */
  record Ask(HttpUrl url, @Nullable Secret bearer, @Nullable String json, Instant startBy) {
    /** Without the address, which can be a secret. */
    @Override
    public String toString() {
      return "Ask[" + (json == null ? "GET" : "POST") + "]";
    }
  }

  /** What came of it. */
  sealed interface Answer {
    /**
     * Somebody answered.
     *
     * @param retryAfter the header's value
     * @param date when, by the clock of whoever answered, to the second; null: it did not say
     */
    record Got(int status, @Nullable String retryAfter, @Nullable Instant date, String body)
        implements Answer {}

    /**
     * Nobody did.
     *
     * @param why never a secret
     * @param sent whether anything of the request may have left
     */
    record Failed(String why, boolean sent) implements Answer {}
  }
}
