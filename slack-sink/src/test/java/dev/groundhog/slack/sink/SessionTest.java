package dev.groundhog.slack.sink;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.ControlEventBuilder;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.DeliveryBuilder;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.SilenceBuilder;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.health.Health;
import dev.groundhog.slack.delivery.Outgoing;
import dev.groundhog.slack.delivery.Pacer;
import dev.groundhog.slack.digest.Digest;
import dev.groundhog.slack.digest.Rung;
import dev.groundhog.slack.fake.Alerts;
import dev.groundhog.slack.reconcile.Mode;
import dev.groundhog.slack.reconcile.Pages;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A session with Kafka's own stand-ins for its clients. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SessionTest {
  private static final TopicPartition INCIDENTS =
      new TopicPartition(Topic.INCIDENTS.topicName(), 0);
  private static final TopicPartition DELIVERIES =
      new TopicPartition(Topic.DELIVERIES.topicName(), 0);

  private static final TopicPartition CONTROL = new TopicPartition(Topic.CONTROL.topicName(), 0);

  private final MockConsumer<byte[], byte[]> incidents = new MockConsumer<>("earliest");
  private final MockConsumer<byte[], byte[]> control = new MockConsumer<>("earliest");
  private final MockConsumer<byte[], byte[]> deliveries = new MockConsumer<>("earliest");
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final Board board = new Board(Mode.FULL, new Random(1), 0);
  private final SinkMetrics metrics = new SinkMetrics(new SimpleMeterRegistry());
  private long told;
  private long said;

  private final Clients clients =
      new Clients() {
        @Override
        public Consumer<byte[], byte[]> incidents() {
          return incidents;
        }

        @Override
        public Consumer<byte[], byte[]> deliveries() {
          return deliveries;
        }

        @Override
        public Consumer<byte[], byte[]> control() {
          return control;
        }

        @Override
        public Producer<byte[], byte[]> producer() {
          return producer;
        }
      };

  private Session join() {
    Clock clock = Clock.fixed(Alerts.START.plusSeconds(60), ZoneOffset.UTC);
    SlackHealth health = new SlackHealth(new Health(), "fine");
    Session session =
        new Session(
            clients,
            log ->
                new Desk(
                    board, log, Lab.PACE, Pages.NONE, new Pacer(new Random(1)), health, metrics),
            Optional::empty,
            List::of,
            metrics,
            clock);
    deliveries.updateBeginningOffsets(Map.of(DELIVERIES, 0L));
    deliveries.updateEndOffsets(Map.of(DELIVERIES, said));
    control.updateBeginningOffsets(Map.of(CONTROL, 0L));
    control.updateEndOffsets(Map.of(CONTROL, 0L));
    incidents.updateBeginningOffsets(Map.of(INCIDENTS, 0L));
    incidents.updateEndOffsets(Map.of(INCIDENTS, told));
    return session;
  }

  private static void turns(Session session, int n) {
    for (int i = 0; i < n; i++) session.turn();
  }

  private void should(byte @Nullable [] value, String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    incidents.addRecord(new ConsumerRecord<>(INCIDENTS.topic(), 0, told++, bytes, value));
  }

  private void should(Alert alert) {
    should(Wire.ALERT.encode(alert), alert.incident());
  }

  /** Before it may read, it must have the partition; Kafka's stand-in hands it out by hand. */
  private void handOver(Runnable fill) {
    incidents.schedulePollTask(
        () -> {
          incidents.rebalance(List.of(INCIDENTS));
          fill.run();
          incidents.updateEndOffsets(Map.of(INCIDENTS, told));
        });
  }

  @Test
  void a_sink_without_the_partition_stands_by() {
    try (Session session = join()) {
      turns(session, 3);
      assertThat(session.isActive()).isFalse();
      assertThat(producer.transactionInitialized()).isFalse();
    }
  }

  @Test
  void what_people_said_before_it_took_over_and_what_they_say_later_is_heard() throws Exception {
    ControlEvent silence =
        ControlEventBuilder.builder()
            .id("s-1")
            .type(ControlType.SILENCE)
            .silence(
                SilenceBuilder.builder()
                    .unit("*")
                    .from(Alerts.START)
                    .until(Alerts.START.plusSeconds(3600))
                    .build())
            .build();
    try (Session session = join()) {
      control.updateEndOffsets(Map.of(CONTROL, 1L));
      control.schedulePollTask(() -> say(0, Wire.CONTROL.encode(silence)));
      handOver(() -> should(Alerts.wave()));
      turns(session, 6);
      assertThat(session.isActive()).isTrue();
      assertThat(board.taken).isEmpty();
      ControlEvent ended =
          ControlEventBuilder.builder(silence)
              .silence(
                  SilenceBuilder.builder(requireNonNull(silence.silence()))
                      .until(Alerts.START)
                      .build())
              .build();
      say(1, "no control event".getBytes(StandardCharsets.UTF_8));
      say(2, Wire.CONTROL.encode(ended));
      turns(session, 6);
      assertThat(board.taken).hasSize(1);
    }
  }

  private void say(long offset, byte[] value) {
    control.addRecord(new ConsumerRecord<>(CONTROL.topic(), 0, offset, new byte[0], value));
  }

  @Test
  void a_sink_that_takes_over_tells_the_newest_revision_and_none_before() {
    try (Session session = join()) {
      handOver(
          () -> {
            should(Alerts.wave());
            should(Alerts.more(Alerts.wave(), 1));
            should(Alerts.spread());
          });
      turns(session, 6);
      assertThat(board.taken).extracting(call -> call.subject().revision()).containsExactly(4);
      assertThat(producer.transactionInitialized()).isTrue();
    }
  }

  @Test
  void what_was_told_before_is_read_from_the_deliveries() {
    Delivery before =
        DeliveryBuilder.builder(Delivery.none(Alerts.INCIDENT))
            .revision(1)
            .newsRevision(1)
            .channel("C1")
            .ts("ts0")
            .hash(Digest.message(Alerts.wave(), Rung.FULL).hash())
            .at(Alerts.START)
            .build();
    deliveries.schedulePollTask(
        () ->
            deliveries.addRecord(
                new ConsumerRecord<>(
                    DELIVERIES.topic(), 0, 0, new byte[0], Wire.DELIVERY.encode(before))));
    board.standing.put("ts0", Digest.message(Alerts.wave(), Rung.FULL));
    said = 1;
    try (Session session = join()) {
      handOver(() -> should(Alerts.spread()));
      turns(session, 8);
      assertThat(board.taken)
          .extracting(Outgoing::action)
          .containsExactly(Delivery.Action.EDIT, Delivery.Action.REPLY);
    }
  }

  @Test
  void each_call_leaves_an_intent_and_an_outcome_in_the_deliveries()
      throws MalformedEventException {
    try (Session session = join()) {
      handOver(() -> should(Alerts.wave()));
      turns(session, 6);
      List<ProducerRecord<byte[], byte[]>> written = producer.history();
      assertThat(written).hasSize(2);
      assertThat(Wire.DELIVERY.decode(written.get(0).value()).intents()).hasSize(1);
      Delivery outcome = Wire.DELIVERY.decode(written.get(1).value());
      assertThat(outcome.intents()).isEmpty();
      assertThat(outcome.revision()).isEqualTo(1);
      assertThat(written.get(1).key()).isEqualTo(Alerts.INCIDENT.getBytes(StandardCharsets.UTF_8));
      assertThat(producer.commitCount()).isEqualTo(2);
    }
  }

  @Test
  void a_record_that_is_no_incident_is_put_aside_once_and_the_next_is_told() {
    try (Session session = join()) {
      handOver(
          () -> {
            should("{\"incident\":".getBytes(StandardCharsets.UTF_8), "broken");
            should(Alerts.wave());
          });
      turns(session, 6);
      assertThat(board.taken).hasSize(1);
      ProducerRecord<byte[], byte[]> letter = producer.history().get(0);
      assertThat(letter.topic()).isEqualTo(Topic.DEAD_LETTERS.topicName());
      assertThat(
              new String(
                  letter.headers().lastHeader("groundhog.offset").value(), StandardCharsets.UTF_8))
          .isEqualTo("0");
      assertThat(producer.consumerGroupOffsetsHistory().get(0).values())
          .containsExactly(Map.of(INCIDENTS, new OffsetAndMetadata(1)));
    }
  }

  @Test
  void an_incident_with_holes_in_it_is_put_aside_and_the_next_is_told() {
    String holes =
        new String(Wire.ALERT.encode(Alerts.spread()), StandardCharsets.UTF_8)
            .replace("\"label\":\"version\"", "\"label\":null")
            .replace(Alerts.INCIDENT, "holes");
    try (Session session = join()) {
      handOver(
          () -> {
            should(holes.getBytes(StandardCharsets.UTF_8), "holes");
            should(Alerts.wave());
          });
      turns(session, 6);
      assertThat(board.taken)
          .extracting(call -> call.subject().id())
          .containsExactly(Alerts.INCIDENT);
      assertThat(producer.history().get(0).topic()).isEqualTo(Topic.DEAD_LETTERS.topicName());
    }
  }

  @Test
  void a_record_that_was_put_aside_before_is_skipped() {
    try (Session session = join()) {
      incidents.commitSync(Map.of(INCIDENTS, new OffsetAndMetadata(1)));
      handOver(() -> should("[]".getBytes(StandardCharsets.UTF_8), "broken"));
      turns(session, 4);
      assertThat(producer.history()).isEmpty();
    }
  }

  @Test
  void an_incident_whose_record_was_deleted_is_told_no_more() {
    try (Session session = join()) {
      handOver(
          () -> {
            should(AlertBuilder.builder(Alerts.wave()).incident("gone").build());
            should(null, "gone");
          });
      turns(session, 6);
      assertThat(board.taken).isEmpty();
    }
  }

  @Test
  void a_sink_that_was_shut_out_ends_its_session() {
    try (Session session = join()) {
      handOver(() -> should(Alerts.wave()));
      turns(session, 1);
      producer.fenceProducer();
      assertThatThrownBy(() -> turns(session, 4)).isInstanceOf(ProducerFencedException.class);
      assertThat(board.taken).isEmpty();
    }
  }
}
