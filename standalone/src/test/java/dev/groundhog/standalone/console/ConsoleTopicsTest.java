package dev.groundhog.standalone.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundhog.ctl.console.Console;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Severity;
import dev.groundhog.events.Topic;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.standalone.broker.TestBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the console makes of topics that others damage. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConsoleTopicsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void topics_that_were_deleted_and_made_again_are_read_anew() throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        Console console = start(broker)) {
      try (Samples samples = new Samples(broker.bootstrapServers())) {
        told(samples, "before.service");
      }
      units(console, "before.service");

      delete(broker);
      // As many records as before and more: no offset tells that these are others.
      try (Samples samples = new Samples(broker.bootstrapServers())) {
        for (String name : List.of("a", "b", "c")) told(samples, name + ".service");
        units(console, "a.service", "b.service", "c.service");

        delete(broker);
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> list(console).at("/kafka/why").asText().startsWith("missing topics"));
      }
      try (Samples samples = new Samples(broker.bootstrapServers())) {
        told(samples, "last.service");
        units(console, "last.service");
      }
    }
  }

  @Test
  void records_that_are_none_are_skipped_and_counted() throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        Samples samples = new Samples(broker.bootstrapServers());
        Console console = start(broker)) {
      samples.write(Topic.ALERTS, "x", "no JSON".getBytes(UTF_8));
      samples.write(Topic.INCIDENTS, "x", "{\"incident\":7}".getBytes(UTF_8));
      samples.write(Topic.CONTROL, "x", new byte[] {0, -1, 3});
      samples.write(Topic.DELIVERIES, "x", "[]".getBytes(UTF_8));
      told(samples, "after.service");
      units(console, "after.service");
      assertThat(get(console, "/health").statusCode()).isEqualTo(200);
      await()
          .untilAsserted(
              () ->
                  assertThat(get(console, "/metrics").body())
                      .contains("groundhog_console_skipped_total 4.0"));
    }
  }

  private static void told(Samples samples, String unit) throws Exception {
    samples.alert(samples.incident(unit, 9, Severity.WARNING, AlertState.OPEN, 1, 3).build());
  }

  private static void delete(TestBroker broker) throws Exception {
    Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (Admin admin = Admin.create(client)) {
      List<String> all = Arrays.stream(Topic.values()).map(Topic::topicName).toList();
      admin.deleteTopics(all).all().get();
      await().until(() -> admin.listTopics().names().get().stream().noneMatch(all::contains));
    }
  }

  private void units(Console console, String... units) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              JsonNode list = list(console);
              assertThat(list.at("/kafka/state").asText()).isEqualTo("LIVE");
              assertThat(list.at("/incidents").findValuesAsText("subject"))
                  .containsExactlyInAnyOrder(units);
            });
  }

  private static Console start(TestBroker broker) {
    return Console.start(
        Settings.of(
            Map.of("kafka.bootstrap.servers", broker.bootstrapServers(), "console.port", "0")));
  }

  private HttpResponse<String> get(Console console, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + console.port() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode list(Console console) throws Exception {
    return JSON.readTree(get(console, "/api/incidents").body());
  }
}
