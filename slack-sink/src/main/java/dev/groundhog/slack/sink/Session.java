package dev.groundhog.slack.sink;

import static java.util.Objects.requireNonNull;

import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.kafka.TopicReader;
import dev.groundhog.slack.reconcile.Daily;
import dev.groundhog.slack.sight.Sight;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One membership in the sinks' group: stands by until it is given the one partition, then knows
 * everything from the topics alone, in this order: shut out the predecessor, read what it told,
 * read what should be told, and only then tell.
 *
 * <p>Any {@link org.apache.kafka.common.KafkaException} out of it means: close it, open another.
 * Runs on one thread.
 */
final class Session implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Session.class);
  private static final TopicPartition INCIDENTS =
      new TopicPartition(Topic.INCIDENTS.topicName(), 0);
  private static final TopicPartition DELIVERIES =
      new TopicPartition(Topic.DELIVERIES.topicName(), 0);

  /** How long an answer of Slack's may lie unnoticed. */
  private static final Duration WHILE_CALLING = Duration.ofMillis(20);

  private static final Duration WHILE_IDLE = Duration.ofMillis(500);

  private final Clients clients;
  private final Function<DeliveryLog, Desk> desks;
  private final SinkMetrics metrics;
  private final Supplier<Optional<Sight>> sight;
  private final Supplier<List<Daily>> daily;
  private final Clock clock;
  private final Consumer<byte[], byte[]> incidents;

  private @Nullable Active active;

  private static final TopicPartition CONTROL = new TopicPartition(Topic.CONTROL.topicName(), 0);

  /** What exists only while this sink is the one that tells. */
  private static final class Active {
    final Producer<byte[], byte[]> producer;
    final KafkaLog log;
    final Desk desk;
    final Consumer<byte[], byte[]> control;

    /** Records before it were put aside by an earlier sink, if they had to be. */
    final long handledBefore;

    /** Where the topic ended when this sink took over: before that, "newest" is not known. */
    final long caughtUpAt;

    boolean caughtUp;

    Active(
        Producer<byte[], byte[]> producer,
        KafkaLog log,
        Desk desk,
        Consumer<byte[], byte[]> control,
        long handledBefore,
        long caughtUpAt) {
      this.producer = producer;
      this.log = log;
      this.desk = desk;
      this.control = control;
      this.handledBefore = handledBefore;
      this.caughtUpAt = caughtUpAt;
    }

    void close() {
      producer.close(Duration.ofSeconds(1));
      control.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  /**
   * @param sight what is seen of the pipeline; empty: nobody knows
   * @param daily digests of the last set time; the same list until there is another
   * @param desks makes the desk for a log; a new one at each take-over
   */
  Session(
      Clients clients,
      Function<DeliveryLog, Desk> desks,
      Supplier<Optional<Sight>> sight,
      Supplier<List<Daily>> daily,
      SinkMetrics metrics,
      Clock clock) {
    this.clients = clients;
    this.desks = desks;
    this.sight = sight;
    this.daily = daily;
    this.metrics = metrics;
    this.clock = clock;
    this.incidents = clients.incidents();
    incidents.subscribe(List.of(INCIDENTS.topic()), new Turns());
  }

  /** Reads what has come, tells what is due; blocks no longer than half a second. */
  void turn() {
    Instant wakeAt = Instant.MAX;
    Active now = active;
    if (now != null && now.caughtUp) {
      listen(now);
      sight.get().ifPresent(seen -> now.desk.sees(seen, clock.instant()));
      now.desk.daily(daily.get());
      wakeAt = now.desk.step(clock.instant());
    }
    for (ConsumerRecord<byte[], byte[]> each : incidents.poll(patience(wakeAt))) read(each);
    Active then = active;
    if (then != null && !then.caughtUp) {
      then.caughtUp = incidents.position(INCIDENTS) >= then.caughtUpAt;
    }
  }

  private Duration patience(Instant wakeAt) {
    Active now = active;
    if (now != null && now.desk.isCalling()) return WHILE_CALLING;
    if (wakeAt.equals(Instant.MAX)) return WHILE_IDLE;
    Duration left = Duration.between(clock.instant(), wakeAt);
    if (left.isNegative()) return Duration.ZERO;
    return left.compareTo(WHILE_IDLE) < 0 ? left.plusMillis(1) : WHILE_IDLE;
  }

  /** Whether this sink is the one that tells. */
  boolean isActive() {
    return active != null;
  }

  /** Whether there is no word of the broker; unknown counts as heard. */
  boolean isCutOff() {
    return incidents.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("connection-count"))
        .anyMatch(metric -> metric.metricValue() instanceof Number n && n.doubleValue() == 0);
  }

  private void read(ConsumerRecord<byte[], byte[]> each) {
    Active now = requireNonNull(active);
    if (each.value() == null) {
      if (each.key() != null) now.desk.forget(new String(each.key(), StandardCharsets.UTF_8));
      return;
    }
    try {
      now.desk.incident(Wire.ALERT.decode(each.value()), each.offset());
    } catch (MalformedEventException e) {
      if (each.offset() < now.handledBefore) return;
      metrics.malformed();
      log.warn("record {} of {} is no incident: {}", each.offset(), each.topic(), e.getMessage());
      now.log.putAside(each, String.valueOf(e.getMessage()), incidents.groupMetadata());
    }
  }

  private final class Turns implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (partitions.contains(INCIDENTS)) takeOver();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      if (partitions.contains(INCIDENTS)) stepBack();
    }
  }

  private void takeOver() {
    stepBack();
    Producer<byte[], byte[]> producer = clients.producer();
    KafkaLog deliveries = new KafkaLog(producer);
    @Nullable Consumer<byte[], byte[]> control = null;
    try {
      deliveries.takeOver();
      Desk desk = desks.apply(deliveries);
      recall(desk);
      control = clients.control();
      recallSaid(control, desk);
      active =
          new Active(
              producer,
              deliveries,
              desk,
              control,
              committed(),
              incidents.endOffsets(Set.of(INCIDENTS)).getOrDefault(INCIDENTS, 0L));
      incidents.seekToBeginning(Set.of(INCIDENTS));
      log.info("this sink is the one that tells");
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      if (control != null) control.close(CloseOptions.timeout(Duration.ZERO));
      throw e;
    }
  }

  /** Reads what people have said to the end of the topic; the consumer goes on from there. */
  private static void recallSaid(Consumer<byte[], byte[]> control, Desk desk) {
    control.assign(Set.of(CONTROL));
    control.seekToBeginning(Set.of(CONTROL));
    TopicReader.toEnd(control, each -> hear(desk, each));
  }

  private static void listen(Active now) {
    now.control.poll(Duration.ZERO).forEach(each -> hear(now.desk, each));
  }

  private static void hear(Desk desk, ConsumerRecord<byte[], byte[]> each) {
    try {
      desk.said(Wire.CONTROL.decode(each.value()));
    } catch (MalformedEventException e) {
      // Skipped: a silence that is not understood must not hold anything back.
      log.warn(
          "record {} of {} is not understood: {}", each.offset(), each.topic(), e.getMessage());
    }
  }

  private long committed() {
    OffsetAndMetadata committed = incidents.committed(Set.of(INCIDENTS)).get(INCIDENTS);
    return committed == null ? 0 : committed.offset();
  }

  /** Reads what was told, to the end of the topic. */
  private void recall(Desk desk) {
    try (Consumer<byte[], byte[]> reader = clients.deliveries()) {
      reader.assign(Set.of(DELIVERIES));
      reader.seekToBeginning(Set.of(DELIVERIES));
      TopicReader.toEnd(reader, each -> recall(desk, each));
    }
  }

  private static void recall(Desk desk, ConsumerRecord<byte[], byte[]> each) {
    if (each.value() == null) return;
    try {
      desk.remembered(Wire.DELIVERY.decode(each.value()));
    } catch (MalformedEventException e) {
      log.error(
          "record {} of {} cannot be read ({}): its incident may be told a second time",
          each.offset(),
          each.topic(),
          e.getMessage());
    }
  }

  private void stepBack() {
    Active old = active;
    active = null;
    if (old == null) return;
    log.info("this sink stands by now");
    old.close();
  }

  /** Waits a moment for a call that is under way, so that its outcome need not be guessed. */
  private void settle() {
    Instant limit = clock.instant().plusSeconds(3);
    while (active != null && active.desk.isCalling() && clock.instant().isBefore(limit)) {
      active.desk.finish(WHILE_CALLING, clock);
    }
  }

  @Override
  public void close() {
    try {
      settle();
    } finally {
      Active old = active;
      active = null;
      if (old != null) old.close();
      incidents.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }
  }
}
