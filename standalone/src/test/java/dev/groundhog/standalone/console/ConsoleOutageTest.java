package dev.groundhog.standalone.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundhog.ctl.console.Console;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Severity;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.standalone.broker.BrokerProcess;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a browser is answered, with a broker that dies and comes back. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConsoleOutageTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN = "a-token-of-some-length";

  @TempDir Path data;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void a_broker_that_is_away_is_said_with_since_when_and_the_page_catches_up() throws Exception {
    BrokerProcess broker = BrokerProcess.start(0, data);
    String servers = broker.bootstrapServers();
    try (Console console = start(servers, Map.of());
        Console other = start(servers, Map.of("console.token", TOKEN))) {
      try (Samples samples = new Samples(servers)) {
        Alert alert =
            samples.incident("a.service", 9, Severity.WARNING, AlertState.OPEN, 1, 3).build();
        samples.alert(alert);
        for (Console each : new Console[] {console, other}) {
          await()
              .atMost(Duration.ofSeconds(30))
              .until(() -> kafka(each).equals("LIVE") && list(each).at("/incidents").size() == 1);
        }
        answers(console, other, alert);
      }
      broker.kill();
      Instant killed = Instant.now();
      await().atMost(Duration.ofSeconds(30)).until(() -> kafka(console).equals("AWAY"));
      Instant since = Instant.parse(list(console).at("/kafka/since").asText());
      assertThat(since).isBetween(killed.minusSeconds(10), killed.plusSeconds(2));
      assertThat(list(console).at("/incidents")).as("what it knew").hasSize(1);
      assertThat(get(console, "/health").statusCode()).isEqualTo(503);

      try (BrokerProcess again = BrokerProcess.start(broker.port(), data);
          Samples samples = new Samples(again.bootstrapServers())) {
        samples.alert(
            samples.incident("b.service", 9, Severity.WARNING, AlertState.OPEN, 1, 3).build());
        await().atMost(Duration.ofSeconds(40)).until(() -> kafka(console).equals("LIVE"));
        await().until(() -> list(console).at("/incidents").size() == 2);
        assertThat(get(console, "/health").statusCode()).isEqualTo(200);
      }
    } finally {
      broker.close();
    }
  }

  /** Over the wire: what the gate decides has a test of its own. */
  private void answers(Console open, Console guarded, Alert alert) throws Exception {
    HttpResponse<String> page = get(open, "/incidents/" + alert.incident().replace("/", "%2F"));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'")
        .doesNotContain("unsafe");
    for (String path : new String[] {"/", "/nothing", "/api/incidents", "/%00", "/..%2f"}) {
      assertThat(get(open, path).headers().map())
          .as(path)
          .containsKeys("X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options")
          .doesNotContainKeys("Server", "Set-Cookie", "Access-Control-Allow-Origin");
    }
    assertThat(get(open, "/metrics").body()).contains("groundhog_console_viewers");
    assertThat(list(open).at("/writing").asText()).isEqualTo("FREE");
    assertThat(list(guarded).at("/writing").asText()).isEqualTo("TOKEN");

    String wish = "{\"author\":\"ada\",\"incident\":\"" + alert.incident() + "\"}";
    assertThat(post(open, "application/json", null, wish)).isEqualTo(201);
    assertThat(post(open, "text/plain", null, wish)).isEqualTo(415);
    assertThat(post(open, "application/json", null, wish + " ".repeat(20_000))).isEqualTo(413);
    assertThat(post(open, "application/json", null, "{\"author\":")).isEqualTo(400);
    assertThat(post(guarded, "application/json", null, wish)).isEqualTo(401);
    assertThat(post(guarded, "application/json", "Bearer " + TOKEN, wish)).isEqualTo(201);
    assertThat(post(guarded, "application/json", "Bearer x" + TOKEN, wish)).isEqualTo(401);
    // Both see what either wrote, for it stands in the topic.
    for (Console each : new Console[] {open, guarded}) {
      await().until(() -> list(each).at("/incidents/0/acknowledged/by").asText().equals("ada"));
    }
    newsComesByItself(open);
  }

  private void newsComesByItself(Console console) {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    HttpRequest request = HttpRequest.newBuilder(uri(console, "/api/stream")).build();
    var stream =
        http.sendAsync(
            request,
            HttpResponse.BodyHandlers.ofByteArrayConsumer(
                bytes -> bytes.ifPresent(heard::writeBytes)));
    await().until(() -> heard.toString(UTF_8).startsWith("event: changed\ndata: "));
    stream.cancel(true);
  }

  private static Console start(String servers, Map<String, String> more) {
    return Console.start(
        Settings.of(Map.of("kafka.bootstrap.servers", servers, "console.port", "0")).with(more));
  }

  private static URI uri(Console console, String path) {
    return URI.create("http://127.0.0.1:" + console.port() + path);
  }

  private HttpResponse<String> get(Console console, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri(console, path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private int post(
      Console console,
      String type,
      @org.jspecify.annotations.Nullable String authorization,
      String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(console, "/api/acks")).header("Content-Type", type);
    if (authorization != null) request.header("Authorization", authorization);
    return http.send(
            request.POST(HttpRequest.BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  private JsonNode list(Console console) throws Exception {
    return JSON.readTree(get(console, "/api/incidents").body());
  }

  private String kafka(Console console) throws Exception {
    return list(console).at("/kafka/state").asText();
  }
}
