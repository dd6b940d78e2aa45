package dev.groundhog.ctl.console;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.console.Board.Reading;
import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.events.Topic;
import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.kafka.KafkaSettings;
import dev.groundhog.runtime.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics for the board, without a consumer group, for as long as it runs. A broker that
 * is away is asked again and again, and the reading goes on from where it was; topics that are
 * missing are taken up when they come.
 */
final class Feed implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Feed.class);
  private static final List<Topic> TOPICS =
      List.of(Topic.CONTROL, Topic.DELIVERIES, Topic.INCIDENTS, Topic.ALERTS);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ASK_EVERY = Duration.ofSeconds(2);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Settings settings;
  private final Duration history;
  private final Board board;
  private final Health health;
  private final Clock clock;
  private final Map<TopicPartition, Topic> topics = new HashMap<>();
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "feed");
  private Instant heard;

  Feed(Settings settings, Duration history, Board board, Health health, Clock clock) {
    this.settings = settings;
    this.history = history;
    this.board = board;
    this.health = health;
    this.clock = clock;
    this.heard = clock.instant();
    for (Topic topic : TOPICS) topics.put(new TopicPartition(topic.topicName(), 0), topic);
  }

  void start() {
    health.failing("kafka", "reading what there is");
    thread.start();
  }

  private void run() {
    while (isWanted(Duration.ZERO)) {
      try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(client())) {
        read(consumer);
      } catch (KafkaException e) {
        away(e);
      } catch (RuntimeException e) {
        // A mistake of our own; from a new beginning it may not come again.
        log.error("reading the topics failed", e);
        board.reading(Reading.State.AWAY, heard, "reading failed; the log of the console says why");
        health.failing("kafka", "reading failed: " + e);
      }
      if (!isWanted(ASK_EVERY)) return;
    }
  }

  /** False when it is to stop, which it waits for so long. */
  private boolean isWanted(Duration wait) {
    try {
      return !stop.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private Map<String, Object> client() {
    Map<String, Object> client = KafkaSettings.consumer(settings);
    client.put("default.api.timeout.ms", Long.toString(ANSWER_WITHIN.toMillis()));
    client.put("request.timeout.ms", "3000");
    client.put("max.poll.records", "2000");
    client.put("reconnect.backoff.max.ms", "1000");
    return client;
  }

  private void read(KafkaConsumer<String, byte[]> consumer) {
    Instant asked = Instant.EPOCH;
    while (isWanted(Duration.ZERO)) {
      Instant now = clock.instant();
      if (!now.isBefore(asked.plus(ASK_EVERY))) {
        asked = now;
        ask(consumer);
      }
      // Without topics there is nothing to wait for.
      if (consumer.assignment().isEmpty()) {
        if (!isWanted(POLL)) return;
        continue;
      }
      List<LogRecord> records = new ArrayList<>();
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) records.add(of(record));
      if (!records.isEmpty()) board.take(records);
      for (TopicPartition each : consumer.assignment())
        positions.put(each, consumer.position(each));
      board.time(now);
    }
  }

  /** Whether the broker is there, what is there to read, and how much of it is left. */
  private void ask(KafkaConsumer<String, byte[]> consumer) {
    try {
      List<TopicPartition> missing =
          topics.keySet().stream().filter(p -> !consumer.assignment().contains(p)).toList();
      for (TopicPartition each : missing) takeUp(consumer, each);
      heard = clock.instant();
      if (isMissing(consumer)) return;
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), ANSWER_WITHIN);
      heard = clock.instant();
      if (ends.entrySet().stream().anyMatch(end -> end.getValue() < position(end.getKey()))) {
        startOver(consumer);
        return;
      }
      boolean all =
          ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue());
      if (all) live();
    } catch (KafkaException e) {
      away(e);
    }
  }

  /** Whether there is not yet what makes a picture; only the sink's own topic may be missing. */
  private boolean isMissing(KafkaConsumer<String, byte[]> consumer) {
    List<String> missing =
        topics.entrySet().stream()
            .filter(topic -> topic.getValue() != Topic.DELIVERIES)
            .filter(topic -> !consumer.assignment().contains(topic.getKey()))
            .map(topic -> topic.getKey().topic())
            .sorted()
            .toList();
    if (missing.isEmpty()) return false;
    board.reading(Reading.State.READING, heard, "missing topics " + String.join(", ", missing));
    health.failing("kafka", "missing topics " + String.join(", ", missing));
    return true;
  }

  private long position(TopicPartition partition) {
    return positions.getOrDefault(partition, 0L);
  }

  private void takeUp(KafkaConsumer<String, byte[]> consumer, TopicPartition partition) {
    if (consumer.partitionsFor(partition.topic(), ANSWER_WITHIN).isEmpty()) return;
    List<TopicPartition> all = new ArrayList<>(consumer.assignment());
    all.add(partition);
    consumer.assign(all);
    Long known = positions.get(partition);
    if (known != null) consumer.seek(partition, known);
    else if (topics.get(partition) == Topic.ALERTS) seekToHistory(consumer, partition);
    else consumer.seekToBeginning(List.of(partition));
  }

  private void seekToHistory(KafkaConsumer<String, byte[]> consumer, TopicPartition partition) {
    long from = clock.instant().minus(history).toEpochMilli();
    OffsetAndTimestamp first =
        consumer.offsetsForTimes(Map.of(partition, from), ANSWER_WITHIN).get(partition);
    if (first == null) consumer.seekToEnd(List.of(partition));
    else consumer.seek(partition, first.offset());
  }

  /** The topics end before the place where we are: they are not those that we have read. */
  private void startOver(KafkaConsumer<String, byte[]> consumer) {
    log.warn("the topics are others than before; reading them anew");
    positions.clear();
    consumer.assign(List.of());
    board.startOver();
  }

  private void live() {
    if (board.reading().state() != Reading.State.LIVE) log.info("Kafka: all that there is is read");
    board.reading(Reading.State.LIVE, clock.instant(), null);
    health.ok("kafka", "read to the end");
  }

  private void away(KafkaException e) {
    String why = why(e);
    if (board.reading().state() != Reading.State.AWAY) {
      log.warn("Kafka: {}; what is known stays on the page", why);
    }
    board.reading(Reading.State.AWAY, heard, why);
    health.failing("kafka", "no answer since " + heard + ": " + why);
  }

  private static String why(KafkaException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private LogRecord of(ConsumerRecord<String, byte[]> record) {
    Topic topic = requireNonNull(topics.get(new TopicPartition(record.topic(), 0)));
    Instant appended = Instant.ofEpochMilli(record.timestamp());
    @Nullable String key = record.key();
    return new LogRecord(topic, record.partition(), record.offset(), appended, key, record.value());
  }

  /** Returns when it has ended, or after a moment in which it did not. */
  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join(CLOSING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
