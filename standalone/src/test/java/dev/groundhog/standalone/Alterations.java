package dev.groundhog.standalone;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.events.Wire;
import dev.groundhog.standalone.broker.TestBroker;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topics of a pipeline as somebody or something altered them, on a broker of their own. */
final class Alterations {
  private Alterations() {}

  /** What stands in the place of a record; empty: nothing. */
  interface Alteration {
    List<byte[]> of(Topic topic, ConsumerRecord<String, byte[]> record)
        throws MalformedEventException;
  }

  static Map<String, Alteration> all() {
    Map<String, Alteration> all = new LinkedHashMap<>();
    all.put("a crash is missing", once(Topic.UNIT_EVENTS, value -> List.of()));
    all.put(
        "a crash is there twice",
        once(
            Topic.UNIT_EVENTS,
            value -> {
              UnitEvent event = Wire.UNIT_EVENT.decode(value);
              UnitEvent again = UnitEventBuilder.builder(event).id(event.id() + "again").build();
              return List.of(value, Wire.UNIT_EVENT.encode(again));
            }));
    all.put("an alert is missing", once(Topic.ALERTS, value -> List.of()));
    all.put("a figure is wrong", alert(a -> a.crashes(a.crashes() + 1)));
    all.put("nobody was told", alert(a -> a.newsRevision(0)));
    all.put("the last crash is wrong", alert(a -> a.lastCrashAt(a.lastCrashAt().plusMillis(1))));
    all.put(
        "a cause is wrong",
        alert(a -> a.causes(List.of(new Alert.Cause("v1:0", "oops", 1, 1, null, true)))));
    all.put("the end is wrong", alert(a -> a.newsReason(Reason.NOT_HEARD_FROM)));
    return all;
  }

  private static Alteration alert(UnaryOperator<AlertBuilder> change) {
    return (topic, record) -> {
      if (topic != Topic.ALERTS || !isLoop(record)) return List.of(record.value());
      Alert alert = Wire.ALERT.decode(record.value());
      if (alert.state() != AlertState.CLOSED) return List.of(record.value());
      return List.of(Wire.ALERT.encode(change.apply(AlertBuilder.builder(alert)).build()));
    };
  }

  private interface Replacement {
    List<byte[]> of(byte[] value) throws MalformedEventException;
  }

  /** For the second record of the certain loop. */
  private static Alteration once(Topic altered, Replacement replacement) {
    AtomicInteger seen = new AtomicInteger();
    return (topic, record) -> {
      boolean its = topic == altered && isLoop(record) && seen.incrementAndGet() == 2;
      return its ? replacement.of(record.value()) : List.of(record.value());
    };
  }

  /** Same partitions, order and append times. */
  static void copy(TopicClient from, TestBroker to, int partitions, Alteration alteration)
      throws Exception {
    Map<String, Object> config = Map.of("bootstrap.servers", to.bootstrapServers());
    try (Admin admin = Admin.create(config);
        KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      for (Topic topic : List.of(Topic.UNIT_EVENTS, Topic.ALERTS, Topic.CONTROL)) {
        int number = topic == Topic.UNIT_EVENTS ? partitions : 1;
        admin.createTopics(List.of(new NewTopic(topic.topicName(), number, (short) 1))).all().get();
        for (ConsumerRecord<String, byte[]> record : from.read(topic)) {
          for (byte[] value : alteration.of(topic, record)) {
            Future<?> unused =
                producer.send(
                    new ProducerRecord<>(
                        topic.topicName(),
                        record.partition(),
                        record.timestamp(),
                        record.key(),
                        value));
          }
        }
        producer.flush();
      }
    }
  }

  private static boolean isLoop(ConsumerRecord<String, byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8)
        .contains("\"unit\":\"" + UnluckyFleet.LOOP + "\"");
  }
}
