package dev.groundhog.slack.daily;

import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.kafka.TopicReader;
import dev.groundhog.runtime.program.Workers;
import dev.groundhog.slack.reconcile.Daily;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the alerts of eight days once a day, on a thread of its own. The same log gives the same
 * digest, so every sink may read, and the one that tells says it once.
 *
 * <p>While Kafka is away it tries again each minute; a digest that is {@link #LATE} is left out,
 * for nobody reads yesterday's at night.
 */
public final class DailyWatch implements AutoCloseable, Supplier<List<Daily>> {
  private static final Logger log = LoggerFactory.getLogger(DailyWatch.class);
  private static final TopicPartition ALERTS = new TopicPartition(Topic.ALERTS.topicName(), 0);

  /** After its time. */
  static final Duration LATE = Duration.ofHours(6);

  /**
   * The pipeline may be so far behind, and clocks so far apart; who waits longer learns no more.
   */
  private static final Duration SETTLED = Duration.ofSeconds(10);

  private final DailyTime time;
  private final Supplier<Consumer<byte[], byte[]>> clients;
  private final Clock clock;
  private final long lookEveryMillis;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "slack-daily");

  private @Nullable Instant done;
  private volatile List<Daily> newest = List.of();

  /**
   * @param clients makes a consumer without a group
   */
  public DailyWatch(
      DailyTime time, Supplier<Consumer<byte[], byte[]>> clients, Clock clock, Duration lookEvery) {
    this.time = time;
    this.clients = clients;
    this.clock = clock;
    this.lookEveryMillis = lookEvery.toMillis();
    thread.setDaemon(true);
  }

  public DailyWatch start() {
    thread.start();
    return this;
  }

  /** Those of the last set time, once they are known; the same list until there is another. */
  @Override
  public List<Daily> get() {
    return newest;
  }

  private void run() {
    do {
      try {
        look(clock.instant());
      } catch (KafkaException e) {
        log.warn("cannot read the alerts of the day ({}); trying again", e.toString());
      } catch (RuntimeException e) {
        log.error("the alerts of the day cannot be added up; trying again", e);
      }
    } while (!isClosing());
  }

  private boolean isClosing() {
    try {
      return closing.await(lookEveryMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
      return true;
    }
  }

  private void look(Instant now) {
    Instant due = time.latest(now);
    if (due.equals(done) || now.isBefore(due.plus(SETTLED))) return;
    if (now.isAfter(due.plus(LATE))) return;
    try (Consumer<byte[], byte[]> consumer = clients.get()) {
      newest = read(consumer, due);
      done = due;
      log.info("daily digest of {}: for {} channels", due, newest.size());
    }
  }

  private List<Daily> read(Consumer<byte[], byte[]> consumer, Instant due) {
    consumer.assign(Set.of(ALERTS));
    Ledger ledger = new Ledger(due, knownSince(consumer, due));
    Instant begin = Ledger.begin(due);
    OffsetAndTimestamp first =
        consumer.offsetsForTimes(Map.of(ALERTS, begin.toEpochMilli())).get(ALERTS);
    if (first == null) return List.of();
    consumer.seek(ALERTS, first.offset());
    TopicReader.toEnd(consumer, each -> add(ledger, each));
    return ledger.close();
  }

  /** When the oldest revision was written that is kept; none is kept: now. */
  private static Instant knownSince(Consumer<byte[], byte[]> consumer, Instant due) {
    OffsetAndTimestamp oldest = consumer.offsetsForTimes(Map.of(ALERTS, 0L)).get(ALERTS);
    return oldest == null ? due : Instant.ofEpochMilli(oldest.timestamp());
  }

  private static void add(Ledger ledger, ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.value() != null) ledger.add(Wire.ALERT.decode(record.value()));
    } catch (MalformedEventException e) {
      // Not written by us; whoever tells incidents has said so.
    } catch (RuntimeException e) {
      // It reads well but has holes: the others' sums are worth more than none.
      log.warn("record {} of {} is left out of the day: {}", record.offset(), record.topic(), e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    Workers.end(thread, Duration.ofSeconds(1));
  }
}
