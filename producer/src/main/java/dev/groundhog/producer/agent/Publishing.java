package dev.groundhog.producer.agent;

import dev.groundhog.events.EventType;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.events.Wire;
import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.producer.spool.Spool;
import dev.groundhog.producer.spool.SpoolInUseException;
import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.kafka.Topics;
import dev.groundhog.runtime.kafka.WrongTopicException;
import dev.groundhog.runtime.program.Program;
import dev.groundhog.runtime.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's publishing for commands that end: the same loop, the same completion of events, the
 * same client, for a limited time.
 */
public final class Publishing {
  private static final Logger log = LoggerFactory.getLogger(Publishing.class);

  /** What is said between this program and a broker. */
  private static final Set<String> TRAINED =
      Set.of(
          "ApiVersions",
          "Metadata",
          "DescribeConfigs",
          "DescribeTopicPartitions",
          "InitProducerId",
          "Produce");

  /** How long an interrupted client may take to let go, beyond the limit. */
  private static final Duration GRACE = Duration.ofMillis(250);

  private final Settings settings;
  private final AgentSettings own;
  private final HostClock clock = HostClock.ofThisHost();

  private Publishing(Settings settings) {
    this.settings = settings;
    this.own = AgentSettings.of(settings);
  }

  /**
   * @throws dev.groundhog.runtime.settings.InvalidSettingException if one of the agent's is wrong
   */
  public static Publishing of(Settings settings) {
    return new Publishing(settings);
  }

  /**
   * What came of it.
   *
   * @param published how many events the broker acknowledged
   * @param waiting how many are still in the spool
   * @param why what was in the way, in words; empty if nothing was
   */
  public record Outcome(long published, int waiting, String why) {}

  /** Where events wait. */
  public Path spool() {
    return own.spool();
  }

  /** Where they wait while the disk is frozen; need not exist. */
  public Path spoolWhileFrozen() {
    return own.spoolWhileFrozen();
  }

  /** The name this host is known by. */
  public String host() {
    return own.host();
  }

  public Map<String, String> labels() {
    return own.labels();
  }

  /** Whether systemd and its journal may be asked. */
  public boolean usesJournal() {
    return own.useJournal();
  }

  public HostTime now() {
    return clock.now();
  }

  /**
   * Runs and loads what only a broker that answers would bring about, for the start-up cache. It
   * reaches into Kafka's client for the names of its messages: whatever is not there is left out.
   */
  public void train() {
    Map<String, Object> settings = producerSettings();
    settings.put("max.block.ms", "300");
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings)) {
      HostTime now = clock.now();
      UnitEvent event = UnitEventBuilder.builder().type(EventType.NOTE).host(host()).build();
      Future<RecordMetadata> refused = producer.send(Client.record(event, now, now));
      MemoryRecords.withRecords(
          Compression.NONE, new SimpleRecord(0, new byte[1], Wire.UNIT_EVENT.encode(event)));
      for (ApiMessageType message : ApiMessageType.values()) {
        if (TRAINED.contains(message.name)) {
          message.newRequest();
          message.newResponse();
          message.requestSchemas();
          message.responseSchemas();
        }
      }
      log.debug("trained; nothing was sent: {}", refused.isDone());
    }
  }

  /** Settings of Kafka's producer as the agent uses it. */
  public Map<String, Object> producerSettings() {
    return AgentProgram.producerSettings(settings);
  }

  /**
   * Sends one event past the spool: a test of the way.
   *
   * @param within for the whole of it
   * @throws ExecutionException why the broker did not take it
   */
  public RecordMetadata sendNow(UnitEvent event, Duration within)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<String, Object> settings = producerSettings();
    String limit = Long.toString(within.toMillis());
    settings.put("max.block.ms", limit);
    settings.put("delivery.timeout.ms", limit);
    settings.put("request.timeout.ms", limit);
    KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings);
    try {
      HostTime now = clock.now();
      Future<RecordMetadata> taken = producer.send(Client.record(event, now, now));
      // Sending itself may have waited for the broker.
      long left = within.toMillis() - now.ageAt(clock.now());
      return taken.get(Math.max(1, left), TimeUnit.MILLISECONDS);
    } finally {
      producer.close(Duration.ZERO);
    }
  }

  /**
   * Publishes what waits in the spool, oldest first, until nothing waits or the time is up. What is
   * left is the next one's.
   *
   * @return little later than {@code within}, whatever broker, journal or systemd do
   * @throws SpoolInUseException if an agent or another command works on this spool
   * @throws IOException if the spool cannot be used
   */
  public Outcome drain(Duration within) throws IOException {
    try (Spool spool = Spool.open(own.spool(), own.spoolWhileFrozen())) {
      Health health = new Health();
      SimpleMeterRegistry metrics = new SimpleMeterRegistry();
      AtomicReference<@Nullable String> ended = new AtomicReference<>();
      Thread worker = new Thread(() -> work(spool, health, metrics, within, ended), "send");
      worker.setDaemon(true);
      worker.start();
      joinOrInterrupt(worker, within);
      long published = (long) metrics.counter("groundhog.agent.published").count();
      int waiting = spool.pending(clock.now()).size();
      String mistake = ended.get();
      String why = mistake == null ? inTheWay(health, within) : mistake;
      return new Outcome(published, waiting, waiting == 0 ? "" : why);
    }
  }

  private static void joinOrInterrupt(Thread worker, Duration within) {
    try {
      worker.join(within.toMillis());
      if (worker.isAlive()) worker.interrupt();
      worker.join(GRACE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(
      Spool spool,
      Health health,
      SimpleMeterRegistry metrics,
      Duration within,
      AtomicReference<@Nullable String> ended) {
    long end = clock.now().uptimeMillis() + within.toMillis();
    try {
      new Topics(settings).ensure(Set.of(Topic.UNIT_EVENTS));
      Duration left = Duration.ofMillis(Math.max(1, end - clock.now().uptimeMillis()));
      agent(spool, health, metrics, left).drain(left);
    } catch (InterruptedException e) {
      // The time is up.
    } catch (WrongTopicException e) {
      ended.set(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      ended.set(Program.lastWords(e));
    }
  }

  private Agent agent(Spool spool, Health health, SimpleMeterRegistry metrics, Duration left) {
    Map<String, Object> producer = AgentProgram.producerSettings(settings);
    producer.put("max.block.ms", Long.toString(left.toMillis()));
    LinkedBlockingQueue<Signal> inbox = new LinkedBlockingQueue<>();
    inbox.add(new Signal.TopicReady());
    HostParts parts = HostParts.of(own, HostParts.redactor(settings));
    return new Agent(
        parts.own(),
        spool,
        parts.journal(),
        clock,
        new Client(() -> new KafkaProducer<>(producer), inbox),
        inbox,
        parts.completion((event, captured, state) -> {}),
        new AgentFigures(health, metrics),
        () -> {});
  }

  private String inTheWay(Health health, Duration within) {
    for (Health.Check check : health.checks().values()) {
      if (!check.ok()) return check.detail();
    }
    return "Kafka at %s has not taken it within %d ms"
        .formatted(producerSettings().get("bootstrap.servers"), within.toMillis());
  }
}
