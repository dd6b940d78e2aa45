package dev.groundhog.ctl.console;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.groundhog.ctl.console.Board.Reading.State;
import dev.groundhog.events.Topic;
import dev.groundhog.runtime.health.Health;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What becomes of a mistake of ours; what becomes of brokers is tested on real ones. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FeedTest {
  private final Clock clock = Clock.systemUTC();
  private final Board board = new Board(clock.instant());
  private final Health health = new Health();
  private final Pulse pulse = new Pulse(board, health, clock);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void listenNoMore() {
    logger().detachAppender(log);
  }

  private static Logger logger() {
    return (Logger) org.slf4j.LoggerFactory.getLogger(Pulse.class);
  }

  @Test
  void a_mistake_of_ours_is_shown_and_logged_once_and_what_follows_is_read_all_the_same() {
    Queue<Throwing> brokers = new ArrayDeque<>();
    brokers.add(new Throwing(new StackOverflowError()));
    brokers.add(new Throwing(new IllegalStateException("no such state")));
    brokers.add(new Throwing(null));
    Reader reader = new Reader(Duration.ofDays(1), board, pulse, clock);
    try (Feed feed = new Feed(() -> requireNonNull(brokers.poll()), reader, pulse)) {
      feed.start();
      await().until(() -> board.reading().state() == State.STOPPED);
      assertThat(board.reading().why()).isEqualTo("StackOverflowError");
      assertThat(health.summary()).startsWith("kafka: live updates stopped since");
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> "IllegalStateException: no such state".equals(board.reading().why()));
      await().atMost(Duration.ofSeconds(20)).until(() -> board.reading().state() == State.LIVE);
      assertThat(health.isOk()).isTrue();
    }
    assertThat(log.list.stream().filter(line -> line.getLevel() == Level.ERROR)).hasSize(1);
  }

  /** A broker with all topics, on which nothing stands. */
  private static final class Throwing implements Broker {
    private final MockConsumer<String, byte[]> consumer =
        new MockConsumer<>("earliest") {
          @Override
          public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
              Map<TopicPartition, Long> times) {
            return Map.of();
          }
        };

    /**
     * @param trouble what happens while it is read; null: nothing
     */
    Throwing(@org.jspecify.annotations.Nullable Throwable trouble) {
      Map<TopicPartition, Long> zero =
          List.of(Topic.values()).stream()
              .collect(Collectors.toMap(t -> new TopicPartition(t.topicName(), 0), t -> 0L));
      consumer.updateBeginningOffsets(zero);
      consumer.updateEndOffsets(zero);
      if (trouble == null) return;
      consumer.schedulePollTask(
          () -> {
            if (trouble instanceof Error error) throw error;
            throw (RuntimeException) trouble;
          });
    }

    @Override
    public Consumer<String, byte[]> consumer() {
      return consumer;
    }

    @Override
    public Map<String, Uuid> ids(Collection<String> topics) {
      return topics.stream().collect(Collectors.toMap(t -> t, t -> Uuid.ONE_UUID));
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
