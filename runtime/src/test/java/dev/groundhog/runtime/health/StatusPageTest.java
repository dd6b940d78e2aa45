package dev.groundhog.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.runtime.settings.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StatusPageTest {
  private static final Settings ANY_PORT = Settings.of(Map.of("http.port", "0"));

  private final Health health = new Health();

  @Test
  void health_is_503_until_every_check_is_fine() throws Exception {
    try (StatusPage page = StatusPage.start(ANY_PORT, 0, health, StatusPage.newRegistry())) {
      assertThat(get(page, "/health").statusCode()).isEqualTo(503);
      health.ok("kafka", "there");
      health.failing("slack", "token refused");
      assertThat(get(page, "/health").statusCode()).isEqualTo(503);
      assertThat(get(page, "/health").body()).contains("\"detail\":\"token refused\"");
      health.ok("slack", "posting");
      assertThat(get(page, "/health").statusCode()).isEqualTo(200);
      assertThat(get(page, "/health").body()).startsWith("{\"status\":\"ok\"");
    }
  }

  @Test
  void metrics_are_in_prometheus_format() throws Exception {
    var registry = StatusPage.newRegistry();
    registry.counter("groundhog.alerts", "reason", "wave").increment();
    try (StatusPage page = StatusPage.start(ANY_PORT, 0, health, registry)) {
      assertThat(get(page, "/metrics").body())
          .contains("groundhog_alerts_total{reason=\"wave\"} 1.0");
    }
  }

  @Test
  void a_port_that_is_taken_costs_the_page_and_not_the_program() {
    try (StatusPage first = StatusPage.start(ANY_PORT, 0, health, StatusPage.newRegistry());
        StatusPage second =
            StatusPage.start(
                Settings.of(Map.of("http.port", Integer.toString(first.port()))),
                0,
                health,
                StatusPage.newRegistry())) {
      assertThat(second.port()).isEqualTo(-1);
    }
  }

  @Test
  void the_page_can_be_turned_off() {
    Settings off = Settings.of(Map.of("http.port", "off"));
    try (StatusPage page = StatusPage.start(off, 0, health, StatusPage.newRegistry())) {
      assertThat(page.port()).isEqualTo(-1);
    }
  }

  private static HttpResponse<String> get(StatusPage page, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + page.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
