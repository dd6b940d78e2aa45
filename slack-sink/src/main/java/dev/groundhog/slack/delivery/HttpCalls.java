package dev.groundhog.slack.delivery;

import java.io.IOException;
import java.time.Duration;
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
 * Posts JSON at most once per call. OkHttp repeats a POST by itself when a pooled connection dies,
 * when a host has several addresses, on 408, on 503 with {@code Retry-After: 0} and on 307; every
 * one of these would be a second message. One-shot bodies stop all of it; retries and redirects are
 * off besides. Connections are not kept: one that the server closed while idle would turn a call
 * that did nothing into one whose outcome is unknown.
 *
 * <p>Calls run on OkHttp's threads and are over after {@code callWithin}.
 */
final class HttpCalls implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

  /** Far more than Slack answers; a proxy's page must not fill the memory. */
  private static final long MAX_ANSWER = 256 * 1024;

  /** Turns an answer into what it means. */
  @FunctionalInterface
  interface Classifier {
    SlackReply of(int status, @Nullable String retryAfter, String body);
  }

  private final OkHttpClient client;

  HttpCalls(Duration callWithin) {
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

  CompletableFuture<SlackReply> post(Request.Builder to, byte[] json, Classifier classifier) {
    Sent sent = new Sent();
    Request request = to.tag(Sent.class, sent).post(new OneShot(json)).build();
    CompletableFuture<SlackReply> reply = new CompletableFuture<>();
    client
        .newCall(request)
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException e) {
                reply.complete(Outcomes.ofFailure(e, sent.begun.get()));
              }

              @Override
              public void onResponse(Call call, Response response) {
                reply.complete(read(response, classifier));
              }
            });
    return reply;
  }

  private static SlackReply read(Response response, Classifier classifier) {
    try (response) {
      String body = response.peekBody(MAX_ANSWER).string();
      return classifier.of(response.code(), response.header("Retry-After"), body);
    } catch (IOException e) {
      return Outcomes.ofFailure(e, true);
    }
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
