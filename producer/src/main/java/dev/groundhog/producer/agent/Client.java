package dev.groundhog.producer.agent;

import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.events.Wire;
import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.runtime.kafka.CloudEvents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Hands events to Kafka's client and puts its answers into the agent's inbox. Used by the agent's
 * thread alone; the answers come from the client's.
 *
 * <p>After a refusal the whole client is given up, with everything that it still held: only so is
 * it certain that no later event overtakes the refused one. The spool still has them all.
 */
final class Client implements AutoCloseable {
  private final Supplier<Producer<String, byte[]>> newProducer;
  private final BlockingQueue<Signal> inbox;
  private @Nullable Producer<String, byte[]> producer;
  private int generation;

  Client(Supplier<Producer<String, byte[]>> newProducer, BlockingQueue<Signal> inbox) {
    this.newProducer = newProducer;
    this.inbox = inbox;
  }

  /** The answer always comes through the inbox, also when the client throws. */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback says the same
  void send(UnitEvent event, HostTime captured, HostTime now, @Nullable Path file) {
    ProducerRecord<String, byte[]> record = record(event, captured, now);
    int sender = generation;
    try {
      producer().send(record, (metadata, e) -> inbox.add(new Signal.Answer(sender, file, e)));
    } catch (InterruptException e) {
      Thread.currentThread().interrupt();
      inbox.add(new Signal.Answer(sender, file, e));
    } catch (KafkaException | IllegalStateException e) {
      inbox.add(new Signal.Answer(sender, file, e));
    }
  }

  /** An event as it goes to the broker at {@code now}. */
  static ProducerRecord<String, byte[]> record(UnitEvent event, HostTime captured, HostTime now) {
    UnitEvent stamped = UnitEventBuilder.builder(event).age(captured.ageAt(now)).build();
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            Topic.UNIT_EVENTS.topicName(), event.host(), Wire.UNIT_EVENT.encode(stamped));
    CloudEvents.stamp(
        record.headers(),
        event.id() == null ? "" : event.id(),
        "dev.groundhog.unit-event.v1",
        "/groundhog/agent/" + event.host(),
        event.at());
    return record;
  }

  private Producer<String, byte[]> producer() {
    if (producer == null) producer = newProducer.get();
    return producer;
  }

  /** Whether an answer is of the client that is in use. */
  boolean isCurrent(Signal.Answer answer) {
    return answer.client() == generation;
  }

  /** Forgets the client and all that it holds; the next event gets a new one. */
  void giveUp() {
    generation++;
    closeWithin(Duration.ZERO);
  }

  /** Waits for what is on its way, for at most {@code limit}. */
  void closeWithin(Duration limit) {
    Producer<String, byte[]> closing = producer;
    producer = null;
    if (closing == null) return;
    try {
      closing.close(limit);
    } catch (InterruptException e) {
      // A stop came in between. What the client still held is in the spool.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closeWithin(Duration.ZERO);
  }
}
