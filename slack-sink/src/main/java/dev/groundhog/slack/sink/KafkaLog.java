package dev.groundhog.slack.sink;

import dev.groundhog.events.Alert;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.kafka.CloudEvents;
import dev.groundhog.runtime.kafka.DeadLetter;
import dev.groundhog.slack.reconcile.Incident;
import dev.groundhog.slack.reconcile.Storm;
import dev.groundhog.slack.reconcile.Subject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The deliveries topic, written in transactions of one record under one fixed id: a sink that wakes
 * up late, after another has taken over, cannot write any more. Every method throws a {@link
 * org.apache.kafka.common.KafkaException} when it cannot write; the producer is then of no use.
 */
final class KafkaLog implements DeliveryLog {
  private static final String SOURCE = "/groundhog/slack-sink";

  private final Producer<byte[], byte[]> producer;

  KafkaLog(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /** Shuts out every other sink, and ends what it had begun to write. */
  void takeOver() {
    producer.initTransactions();
  }

  @Override
  public void remember(List<Delivery> deliveries) {
    producer.beginTransaction();
    deliveries.forEach(this::write);
    producer.commitTransaction();
  }

  private void write(Delivery delivery) {
    var written =
        new ProducerRecord<>(
            Topic.DELIVERIES.topicName(),
            delivery.incident().getBytes(StandardCharsets.UTF_8),
            Wire.DELIVERY.encode(delivery));
    CloudEvents.stamp(
        written.headers(),
        UUID.randomUUID().toString(),
        "dev.groundhog.delivery.v1",
        SOURCE,
        delivery.at());
    send(written);
  }

  @Override
  public void putAside(Entry entry, String reason) {
    Subject subject = entry.newest();
    if (subject == null) return;
    List<Alert> alerts =
        subject instanceof Storm storm
            ? storm.members()
            : subject instanceof Incident incident ? List.of(incident.alert()) : List.of();
    producer.beginTransaction();
    for (Alert alert : alerts) {
      send(
          DeadLetter.of(
              Topic.INCIDENTS.topicName(),
              0,
              entry.offset(),
              alert.incident().getBytes(StandardCharsets.UTF_8),
              Wire.ALERT.encode(alert),
              reason));
    }
    producer.commitTransaction();
  }

  /**
   * A record that is no incident. It is put aside once, not at each start: its offset is committed
   * with it, and that is all that this group's offsets are used for.
   */
  void putAside(
      ConsumerRecord<byte[], byte[]> malformed, String reason, ConsumerGroupMetadata group) {
    var partition = new TopicPartition(malformed.topic(), malformed.partition());
    producer.beginTransaction();
    send(DeadLetter.of(malformed, reason));
    producer.sendOffsetsToTransaction(
        Map.of(partition, new OffsetAndMetadata(malformed.offset() + 1)), group);
    producer.commitTransaction();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // committing throws what any sending failed with
  private void send(ProducerRecord<byte[], byte[]> written) {
    producer.send(written);
  }
}
