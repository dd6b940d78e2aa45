package dev.groundhog.producer.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.events.Wire;
import dev.groundhog.producer.journal.Journal;
import dev.groundhog.producer.journal.UnitGlobs;
import dev.groundhog.producer.redact.Redactor;
import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.producer.spool.Spool;
import dev.groundhog.producer.spool.SpoolWriter;
import dev.groundhog.producer.spool.SpooledEvent;
import dev.groundhog.runtime.health.Health;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's loop for a process that ends, as {@code groundhog send} runs it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DrainTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path temp;
  private Spool spool;
  private Agent agent;
  private boolean away;
  private final HostClock clock = HostClock.ofThisHost();
  private final List<MockProducer<String, byte[]>> clients = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    spool = Spool.open(temp.resolve("spool"), temp.resolve("run"));
    var settings =
        new AgentSettings(
            temp.resolve("spool"),
            temp.resolve("run"),
            "web-1",
            Duration.ofMinutes(1),
            false,
            UnitGlobs.none(),
            Map.of());
    var inbox = new LinkedBlockingQueue<Signal>();
    agent =
        new Agent(
            settings,
            spool,
            Journal.none(),
            clock,
            new Client(this::newClient, inbox),
            inbox,
            HostParts.of(settings, new Redactor(Map.of()))
                .completion((event, captured, state) -> {}),
            new AgentFigures(new Health(), new SimpleMeterRegistry()),
            () -> {});
    inbox.add(new Signal.TopicReady());
  }

  @AfterEach
  void close() {
    spool.close();
  }

  @Test
  void everything_that_waits_is_published_in_order_and_no_alive_is_said() throws Exception {
    for (int i = 0; i < 450; i++) spool(i);

    long began = System.nanoTime();
    agent.drain(LIMIT);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT);
    assertThat(pending()).isEmpty();
    List<UnitEvent> sent = new ArrayList<>();
    for (ProducerRecord<String, byte[]> record : clients.get(0).history()) {
      sent.add(Wire.UNIT_EVENT.decode(record.value()));
    }
    assertThat(sent).hasSize(450).allMatch(event -> event.type() == EventType.NOTE);
    assertThat(sent.get(0).title()).isEqualTo("0");
    assertThat(sent.get(449).title()).isEqualTo("449");
    assertThat(clients.get(0).closed()).isTrue();
  }

  @Test
  void an_empty_spool_ends_at_once_without_a_client() {
    agent.drain(LIMIT);

    assertThat(clients).isEmpty();
  }

  @Test
  void what_the_broker_refuses_stays_and_is_tried_until_the_time_is_up() throws Exception {
    away = true;
    spool(1);

    agent.drain(Duration.ofSeconds(2));

    assertThat(pending()).hasSize(1);
    assertThat(clients.size()).as("attempts").isBetween(2, 4);
  }

  private void spool(int n) throws IOException {
    HostTime now = clock.now();
    HostTime at = new HostTime(now.boot(), now.uptimeMillis() - 1000 + n, now.wallMillis());
    UnitEvent event =
        UnitEventBuilder.builder()
            .type(EventType.NOTE)
            .host("web-1")
            .title(Integer.toString(n))
            .build();
    SpoolWriter.write(
        temp.resolve("spool"), new SpooledEvent(event, at, new byte[0], 22, null, null), "x" + n);
  }

  private List<Path> pending() throws IOException {
    return spool.pending(clock.now());
  }

  private Producer<String, byte[]> newClient() {
    MockProducer<String, byte[]> client =
        new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    if (away) client.sendException = new TimeoutException("away");
    clients.add(client);
    return client;
  }
}
