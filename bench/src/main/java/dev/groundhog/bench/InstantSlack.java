package dev.groundhog.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A Slack that answers at once and remembers when a new message came in. */
final class InstantSlack implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger counter = new AtomicInteger();
  private final LinkedBlockingQueue<Long> posts = new LinkedBlockingQueue<>();

  InstantSlack() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    long now = System.nanoTime();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean isNew =
        exchange.getRequestURI().getPath().endsWith("chat.postMessage")
            && !body.contains("\"thread_ts\"");
    if (isNew) posts.add(now);
    byte[] answer =
        "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"1700000000.%06d\"}"
            .formatted(counter.incrementAndGet())
            .getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api";
  }

  /** When the next new message came in, by {@link System#nanoTime}; null if none did in time. */
  @Nullable Long nextPost(long seconds) throws InterruptedException {
    return posts.poll(seconds, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
