package dev.groundhog.runtime.health;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.groundhog.runtime.program.Program;
import dev.groundhog.runtime.settings.Settings;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /health} (JSON; 200 when every check is fine, else 503) and {@code /metrics}
 * (Prometheus) on {@code http.host}:{@code http.port}.
 *
 * <p>It must never cost the program its work: a port that is taken is said once and the program
 * runs without the page. {@code http.port=off} wants no page, 0 any free port.
 */
public final class StatusPage implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StatusPage.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Health health;
  private final PrometheusMeterRegistry metrics;
  private final @Nullable HttpServer server;

  private StatusPage(Health health, PrometheusMeterRegistry metrics, @Nullable HttpServer server) {
    this.health = health;
    this.metrics = metrics;
    this.server = server;
  }

  /** A registry with the figures every program has: memory and processor use. */
  public static PrometheusMeterRegistry newRegistry() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    return registry;
  }

  /**
   * @param defaultPort used when {@code http.port} is not set
   */
  public static StatusPage start(
      Settings settings, int defaultPort, Health health, PrometheusMeterRegistry metrics) {
    String host = settings.text("http.host", "127.0.0.1");
    boolean off = settings.text("http.port", "").equals("off");
    int port = off ? 0 : settings.integer("http.port", defaultPort, 0, 65535);
    StatusPage page = new StatusPage(health, metrics, off ? null : bind(host, port));
    page.serve();
    return page;
  }

  private static @Nullable HttpServer bind(String host, int port) {
    try {
      return HttpServer.create(new InetSocketAddress(host, port), 0);
    } catch (IOException e) {
      log.warn("no /health and /metrics: {}:{} cannot be used ({})", host, port, e.getMessage());
      return null;
    }
  }

  private void serve() {
    if (server == null) return;
    server.createContext("/health", this::answerHealth);
    server.createContext("/metrics", this::answerMetrics);
    server.start();
    log.info("/health and /metrics on port {}", port());
  }

  /** The port it listens on; -1 without a page. */
  public int port() {
    return server == null ? -1 : server.getAddress().getPort();
  }

  private void answerHealth(HttpExchange exchange) throws IOException {
    Map<String, Object> body = new LinkedHashMap<>();
    boolean ok = health.isOk();
    body.put("status", ok ? "ok" : "failing");
    body.put("checks", health.checks());
    answer(exchange, ok ? 200 : 503, "application/json", JSON.writeValueAsString(body));
  }

  private void answerMetrics(HttpExchange exchange) throws IOException {
    answer(exchange, 200, "text/plain; version=0.0.4", metrics.scrape());
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    try (exchange) {
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** The program with this page: closing the program closes the page after it. */
  public Program.Running closedAfter(Program.Running program) {
    return new Program.Running() {
      @Override
      public void await() throws InterruptedException {
        program.await();
      }

      @Override
      public void close() {
        program.close();
        StatusPage.this.close();
      }
    };
  }

  @Override
  public void close() {
    if (server != null) server.stop(0);
  }
}
