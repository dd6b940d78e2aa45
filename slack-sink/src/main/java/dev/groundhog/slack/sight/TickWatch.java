package dev.groundhog.slack.sight;

import dev.groundhog.events.EventType;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.program.Workers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then at what was appended to the unit events since the last look, no further than
 * the first tick of each partition and the first event of a host: a fraction of the log where much
 * goes on.
 *
 * <p>One thread of its own. While Kafka is away nothing is known, so nothing is said: health tells
 * of that.
 */
public final class TickWatch implements AutoCloseable, Supplier<Optional<Sight>> {
  private static final Logger log = LoggerFactory.getLogger(TickWatch.class);

  /** A record of a tick is some 40 bytes; what is longer need not be parsed. */
  private static final int MAX_TICK = 200;

  private static final Duration LOOK_WITHIN = Duration.ofSeconds(10);

  private final Supplier<Consumer<byte[], byte[]>> clients;
  private final Lookout lookout;
  private final Duration every;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "slack-tick-watch");
  private final Map<TopicPartition, Long> readTo = new HashMap<>();

  private volatile @Nullable Sight sight;

  /**
   * @param clients makes a consumer without a group
   * @param noTickFor without a tick for so long it is blind
   * @param noHostFor the same for events of any host; null: not watched
   */
  public TickWatch(
      Supplier<Consumer<byte[], byte[]>> clients,
      Duration noTickFor,
      @Nullable Duration noHostFor,
      Clock clock) {
    this.clients = clients;
    this.lookout = new Lookout(noTickFor, noHostFor);
    Duration eighth = noTickFor.dividedBy(8);
    this.every = eighth.compareTo(Duration.ofSeconds(15)) < 0 ? eighth : Duration.ofSeconds(15);
    this.clock = clock;
    thread.setDaemon(true);
  }

  public TickWatch start() {
    thread.start();
    return this;
  }

  /** What was seen at the last look; empty: nothing is known. */
  @Override
  public Optional<Sight> get() {
    return Optional.ofNullable(sight);
  }

  private void run() {
    while (closing.getCount() > 0) {
      try (Consumer<byte[], byte[]> consumer = clients.get()) {
        while (!isClosing()) look(consumer);
      } catch (KafkaException e) {
        log.debug("cannot look for ticks", e);
        sight = null;
        isClosing();
      }
    }
  }

  private boolean isClosing() {
    try {
      return closing.await(every.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
      return true;
    }
  }

  private void look(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> all =
        consumer.partitionsFor(Topic.UNIT_EVENTS.topicName()).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    Map<TopicPartition, Long> ends = consumer.endOffsets(all);
    lookout.begin(all.size(), clock.instant());
    Set<TopicPartition> open = new HashSet<>();
    ends.forEach(
        (partition, end) -> {
          if (readTo.getOrDefault(partition, end) < end) open.add(partition);
        });
    if (!open.isEmpty()) read(consumer, open, ends);
    readTo.putAll(ends);
    sight = lookout.sight(clock.instant());
  }

  private void read(
      Consumer<byte[], byte[]> consumer, Set<TopicPartition> open, Map<TopicPartition, Long> ends) {
    Instant until = clock.instant().plus(LOOK_WITHIN);
    Set<TopicPartition> ticked = new HashSet<>();
    boolean heard = false;
    consumer.assign(open);
    open.forEach(each -> consumer.seek(each, readTo.getOrDefault(each, 0L)));
    while (!open.isEmpty() && closing.getCount() > 0 && clock.instant().isBefore(until)) {
      for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(200))) {
        TopicPartition partition = new TopicPartition(each.topic(), each.partition());
        if (!isTick(each.value())) {
          heard = true;
          lookout.host(clock.instant());
        } else if (ticked.add(partition)) {
          lookout.tick(each.partition(), clock.instant());
        }
      }
      boolean enough = heard;
      open.removeIf(
          each ->
              consumer.position(each) >= ends.getOrDefault(each, 0L)
                  || (enough && ticked.contains(each)));
      consumer.pause(consumer.assignment());
      consumer.resume(open);
    }
  }

  private static boolean isTick(byte @Nullable [] value) {
    if (value == null || value.length > MAX_TICK) return false;
    try {
      return Wire.UNIT_EVENT.decode(value).type() == EventType.TICK;
    } catch (MalformedEventException e) {
      return false;
    }
  }

  @Override
  public void close() {
    closing.countDown();
    Workers.end(thread, Duration.ofSeconds(1));
  }
}
