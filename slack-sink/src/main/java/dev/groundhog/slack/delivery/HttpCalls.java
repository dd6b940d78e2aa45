package dev.groundhog.slack.delivery;

import dev.groundhog.runtime.settings.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Makes each request at most once. OkHttp repeats a POST by itself when a pooled connection dies,
 * when a host has several addresses, on 408, on 503 with {@code Retry-After: 0} and on 307; every
 * one of these would be a second message. One-shot bodies stop all of it; retries and redirects are
 * off besides. Connections are not kept: one that the server closed while idle would turn a call
 * that did nothing into one whose outcome is unknown.
 *
 * <p>Calls run on OkHttp's threads and are over after {@code callWithin}.
 */
final class HttpCalls implements Transport {
  private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

  /**
   * A page of a channel's history, 15 to 100 messages of at most 16 KB each; other answers are
   * short. A proxy's page must not fill the memory.
   */
  private static final long MAX_ANSWER = 4 * 1024 * 1024;

  private final OkHttpClient client;
  private final Clock clock;

  HttpCalls(Duration callWithin, Clock clock) {
    this.clock = clock;
    this.client =
        new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .callTimeout(callWithin)
            .eventListener(new MarkSent())
            .build();
  }

  @Override
  public CompletableFuture<Answer> make(Ask ask) {
    // Whoever takes over counts on it that a call of ours does not start later than that.
    if (clock.instant().isAfter(ask.startBy())) {
      return CompletableFuture.completedFuture(new Answer.Failed("it began too late", false));
    }
    Sent sent = new Sent();
    Request.Builder request = new Request.Builder().url(ask.url()).tag(Sent.class, sent);
    Secret bearer = ask.bearer();
    if (bearer != null) request.header("Authorization", "Bearer " + bearer.reveal());
    String json = ask.json();
    if (json != null) request.post(new OneShot(json.getBytes(StandardCharsets.UTF_8)));
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    client
        .newCall(request.build())
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException e) {
                answer.complete(failed(e, sent.begun.get()));
              }

              @Override
              public void onResponse(Call call, Response response) {
                answer.complete(read(response));
              }
            });
    return answer;
  }

  /** Only the kind: an exception's text can hold an address that is a secret. */
  private static Answer failed(Exception failure, boolean sent) {
    return new Answer.Failed(failure.getClass().getSimpleName(), sent);
  }

  private static Answer read(Response response) {
    try (response) {
      String body = response.peekBody(MAX_ANSWER).string();
      return new Answer.Got(
          response.code(),
          response.header("Retry-After"),
          instant(response.headers().getDate("Date")),
          body);
    } catch (IOException | RuntimeException e) {
      // Whatever it is: an answer that never comes would keep the sink waiting for ever.
      return failed(e, true);
    }
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }

  /** Ends open calls; their outcome is unknown. */
  @Override
  public void close() {
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
  }

  /** Whether anything of a request may have left. */
  private static final class Sent {
    final AtomicBoolean begun = new AtomicBoolean();
  }

  private static final class MarkSent extends EventListener {
    @Override
    public void requestHeadersStart(Call call) {
      Sent sent = call.request().tag(Sent.class);
      if (sent != null) sent.begun.set(true);
    }
  }

  private static final class OneShot extends RequestBody {
    private final byte[] json;

    OneShot(byte[] json) {
      this.json = json;
    }

    @Override
    public MediaType contentType() {
      return JSON;
    }

    @Override
    public long contentLength() {
      return json.length;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(json);
    }
  }
}
