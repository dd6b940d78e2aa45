package dev.groundhog.streams;

import dev.groundhog.events.Topic;
import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.kafka.KafkaSettings;
import dev.groundhog.runtime.kafka.Topics;
import dev.groundhog.runtime.program.Program;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.streams.rules.RulesInForce;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running engine: waits for the broker, makes the topics, announces the rules, then judges
 * until it is closed.
 *
 * <p>A stream thread that dies is replaced and goes on from its last commit; exactly-once makes
 * that invisible. Only a state from which Kafka Streams itself cannot go on ends the program.
 */
public final class StreamsApp implements Program.Running {
  private static final Logger log = LoggerFactory.getLogger(StreamsApp.class);

  /** The consumer group and the prefix of internal topics: changing it loses all state. */
  static final String APPLICATION_ID = "groundhog";

  private static final List<Topic> TOPICS =
      List.of(Topic.UNIT_EVENTS, Topic.ALERTS, Topic.INCIDENTS, Topic.CONTROL, Topic.DEAD_LETTERS);

  private final KafkaStreams streams;
  private final RulesInForce rules;
  private final Ticker ticker;
  private final Health health;
  private final CountDownLatch ended = new CountDownLatch(1);

  private StreamsApp(KafkaStreams streams, RulesInForce rules, Settings settings, Health health) {
    this.streams = streams;
    this.rules = rules;
    this.health = health;
    this.ticker = new Ticker(settings, this::ownPartitions, health);
  }

  /**
   * Waits for the broker as long as it takes; returns when the engine has been started.
   *
   * @throws dev.groundhog.runtime.settings.InvalidSettingException for a wrong setting or rules
   *     file
   * @throws dev.groundhog.runtime.kafka.WrongTopicException for a topic that must not be used
   */
  public static StreamsApp start(Settings settings, Health health, MeterRegistry metrics)
      throws InterruptedException, ExecutionException {
    RulesInForce rules = RulesInForce.load(settings, health);
    Properties properties = properties(settings);
    Duration tickEvery =
        settings.duration(
            "tick.every", Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofSeconds(30));
    health.failing("streams", "waiting for Kafka");
    Map<Topic, Integer> partitions = new Topics(settings).ensure(TOPICS);
    rules.start(settings, Clock.systemUTC());
    int eventPartitions = partitions.getOrDefault(Topic.UNIT_EVENTS, 1);
    CrashTopology topology = new CrashTopology(rules::at, eventPartitions, new Figures(metrics));
    KafkaStreams streams = new KafkaStreams(topology.build(properties), properties);
    StreamsApp app = new StreamsApp(streams, rules, settings, health);
    app.run(tickEvery);
    return app;
  }

  /** Looks at {@code rules.file} now, and takes it as it stands. */
  public void reloadRules() {
    rules.reload();
  }

  private void run(Duration tickEvery) {
    streams.setStateListener((now, before) -> report(now));
    streams.setUncaughtExceptionHandler(
        trouble -> {
          log.error("a stream thread died and is replaced", trouble);
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    streams.start();
    ticker.start(tickEvery);
  }

  private void report(KafkaStreams.State state) {
    if (state == KafkaStreams.State.RUNNING) health.ok("streams", "running");
    else health.failing("streams", state.name().toLowerCase(java.util.Locale.ROOT));
    if (state == KafkaStreams.State.ERROR) {
      log.error("Kafka Streams cannot go on");
      ended.countDown();
    }
  }

  /** Partitions of unit-events whose host desk runs here: no other instance ticks them. */
  private Set<TopicPartition> ownPartitions() {
    return streams.metadataForLocalThreads().stream()
        .flatMap(thread -> thread.activeTasks().stream())
        .flatMap(task -> task.topicPartitions().stream())
        .filter(partition -> partition.topic().equals(Topic.UNIT_EVENTS.topicName()))
        .collect(Collectors.toSet());
  }

  static Properties properties(Settings settings) {
    Properties properties = new Properties();
    properties.putAll(KafkaSettings.client(settings));
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
    properties.put(
        StreamsConfig.STATE_DIR_CONFIG, settings.text("state.dir", "/var/lib/groundhog/streams"));
    properties.put(
        StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.integer("streams.threads", 2, 1, 64));
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    // Each of the three hops waits for the commit before it: 30 ms is p50 137 ms for two of them.
    properties.put(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.integer("commit.ms", 30, 10, 10_000));
    // A commit sends what waits, and nobody reads what is not committed: waiting costs no latency.
    properties.put(StreamsConfig.producerPrefix("linger.ms"), 100);
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    // A process that dies is missed after so long; the broker's own default is 45 s.
    properties.put(
        StreamsConfig.consumerPrefix("session.timeout.ms"),
        settings.integer("session.ms", 10_000, 6_000, 300_000));
    properties.put(StreamsConfig.consumerPrefix("heartbeat.interval.ms"), 3_000);
    properties.put(
        StreamsConfig.REPLICATION_FACTOR_CONFIG,
        settings.integer("topics.replication", -1, -1, 100));
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, ProductionTrouble.class);
    return properties;
  }

  @Override
  public void await() throws InterruptedException {
    ended.await();
  }

  /** Leaves the group, so that another instance takes over at once. May be called twice. */
  @Override
  public void close() {
    ticker.close();
    rules.close();
    boolean closed =
        streams.close(
            CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(Duration.ofSeconds(6)));
    if (!closed) log.warn("Kafka Streams did not close within 6 s; state is on the broker");
  }
}
