package dev.groundhog.streams;

import dev.groundhog.events.EventType;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.kafka.KafkaSettings;
import dev.groundhog.runtime.settings.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Appends the pipeline's clock to the log: a tick to each partition of unit-events whose host desk
 * runs in this process, every two seconds.
 *
 * <p>A tick that cannot be written in time is dropped, the next one says more. One thread of its
 * own; a broker that is away makes the check "clock" fail and nothing else.
 */
final class Ticker implements AutoCloseable {
  private static final byte[] TICK =
      Wire.UNIT_EVENT.encode(UnitEventBuilder.builder().type(EventType.TICK).host("").build());

  private final Supplier<Set<TopicPartition>> partitions;
  private final Health health;
  private final KafkaProducer<String, byte[]> producer;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread daemon = new Thread(work, "groundhog-ticker");
            daemon.setDaemon(true);
            return daemon;
          });

  /**
   * @param partitions those to tick, asked anew each time
   */
  Ticker(Settings settings, Supplier<Set<TopicPartition>> partitions, Health health) {
    this.partitions = partitions;
    this.health = health;
    Map<String, Object> client = KafkaSettings.producer(settings);
    client.put("client.id", "groundhog-ticker");
    client.put("linger.ms", "0");
    client.put("max.block.ms", "2000");
    client.put("request.timeout.ms", "3000");
    client.put("delivery.timeout.ms", "4000");
    this.producer = new KafkaProducer<>(client);
  }

  void start(Duration every) {
    ScheduledFuture<?> unused =
        thread.scheduleAtFixedRate(this::tick, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      for (TopicPartition partition : partitions.get()) {
        Future<?> unused =
            producer.send(
                new ProducerRecord<>(
                    Topic.UNIT_EVENTS.topicName(), partition.partition(), null, null, TICK),
                (metadata, trouble) -> report(trouble == null));
      }
    } catch (RuntimeException e) {
      report(false);
    }
  }

  private void report(boolean written) {
    if (written) health.ok("clock", "ticks are written");
    else health.failing("clock", "ticks cannot be written: is Kafka there?");
  }

  @Override
  public void close() {
    thread.shutdownNow();
    producer.close(Duration.ofSeconds(1));
  }
}
