package dev.groundhog.ctl.console;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.events.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics for the board, without a consumer group. It knows from one broker to the next
 * how far it has come; topics that are missing are taken up when they come, and if they are others
 * than before, all is read anew. One thread.
 */
final class Reader {
  private static final Logger log = LoggerFactory.getLogger(Reader.class);
  private static final List<Topic> TOPICS =
      List.of(Topic.CONTROL, Topic.DELIVERIES, Topic.INCIDENTS, Topic.ALERTS);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ASK_EVERY = Duration.ofSeconds(2);

  private final Duration history;
  private final Board board;
  private final Pulse pulse;
  private final Clock clock;
  private final Map<TopicPartition, Topic> topics = new HashMap<>();
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  /** By which a topic of the same name that was made later is known. */
  private final Map<String, Uuid> ids = new HashMap<>();

  /** Where the topics ended when they were asked last; empty: not all are known. */
  private Map<TopicPartition, Long> ends = Map.of();

  /**
   * @param history how far back the steps of incidents are read
   */
  Reader(Duration history, Board board, Pulse pulse, Clock clock) {
    this.history = history;
    this.board = board;
    this.pulse = pulse;
    this.clock = clock;
    for (Topic topic : TOPICS) topics.put(new TopicPartition(topic.topicName(), 0), topic);
  }

  /**
   * Reads until it is no longer wanted, or the topics are others: then with a fresh connection all
   * is to be read anew.
   *
   * @param isWanted waits so long, and says whether to go on
   */
  void read(Broker broker, Predicate<Duration> isWanted) {
    Consumer<String, byte[]> consumer = broker.consumer();
    Instant asked = Instant.EPOCH;
    while (isWanted.test(Duration.ZERO)) {
      Instant now = clock.instant();
      if (!now.isBefore(asked.plus(ASK_EVERY))) {
        asked = now;
        if (!ask(broker)) {
          startOver();
          return;
        }
      }
      // Without topics there is nothing to wait for.
      if (!consumer.assignment().isEmpty()) take(consumer, now);
      else if (!isWanted.test(POLL)) return;
    }
  }

  private void take(Consumer<String, byte[]> consumer, Instant now) {
    List<LogRecord> records = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) records.add(of(record));
    if (!records.isEmpty()) board.take(records);
    for (TopicPartition each : consumer.assignment()) positions.put(each, consumer.position(each));
    board.time(now);
    if (!ends.isEmpty() && ends.entrySet().stream().allMatch(e -> position(e) >= e.getValue())) {
      pulse.live();
    }
  }

  /**
   * Whether the broker is there, what is there to read, and where it ends.
   *
   * @return false: it is not what was read before
   */
  private boolean ask(Broker broker) {
    Consumer<String, byte[]> consumer = broker.consumer();
    ends = Map.of();
    try {
      Map<String, Uuid> there = broker.ids(names(topics.keySet()));
      pulse.heard();
      if (there.entrySet().stream().anyMatch(topic -> isOther(topic))) return false;
      ids.putAll(there);
      for (TopicPartition each : topics.keySet()) {
        boolean isNew = there.containsKey(each.topic()) && !consumer.assignment().contains(each);
        if (isNew) takeUp(consumer, each);
      }
      if (isMissing(there.keySet())) return true;
      Set<TopicPartition> asked =
          topics.keySet().stream()
              .filter(each -> there.containsKey(each.topic()))
              .collect(Collectors.toSet());
      Map<TopicPartition, Long> found = consumer.endOffsets(asked, Broker.ANSWER_WITHIN);
      pulse.heard();
      // An election that lost records leaves the topic its id.
      if (found.entrySet().stream().anyMatch(end -> end.getValue() < position(end))) return false;
      ends = found;
    } catch (KafkaException e) {
      pulse.away(e);
    }
    return true;
  }

  private static Set<String> names(Set<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
  }

  private boolean isOther(Map.Entry<String, Uuid> topic) {
    Uuid known = ids.get(topic.getKey());
    return known != null && !known.equals(topic.getValue());
  }

  /** Whether there is not yet what makes a picture; only the sink's own topic may be missing. */
  private boolean isMissing(Set<String> there) {
    List<String> missing =
        topics.values().stream()
            .filter(topic -> topic != Topic.DELIVERIES)
            .map(Topic::topicName)
            .filter(name -> !there.contains(name))
            .sorted()
            .toList();
    if (!missing.isEmpty()) pulse.missing(String.join(", ", missing));
    return !missing.isEmpty();
  }

  private long position(Map.Entry<TopicPartition, Long> end) {
    return positions.getOrDefault(end.getKey(), 0L);
  }

  private void takeUp(Consumer<String, byte[]> consumer, TopicPartition partition) {
    List<TopicPartition> all = new ArrayList<>(consumer.assignment());
    all.add(partition);
    consumer.assign(all);
    Long known = positions.get(partition);
    if (known != null) consumer.seek(partition, known);
    else if (topics.get(partition) == Topic.ALERTS) seekToHistory(consumer, partition);
    else consumer.seekToBeginning(List.of(partition));
  }

  private void seekToHistory(Consumer<String, byte[]> consumer, TopicPartition partition) {
    long from = clock.instant().minus(history).toEpochMilli();
    // Asked before: what comes between the two answers belongs to it.
    Map<TopicPartition, Long> end = consumer.endOffsets(List.of(partition), Broker.ANSWER_WITHIN);
    OffsetAndTimestamp first =
        consumer.offsetsForTimes(Map.of(partition, from), Broker.ANSWER_WITHIN).get(partition);
    consumer.seek(partition, first == null ? requireNonNull(end.get(partition)) : first.offset());
  }

  private void startOver() {
    log.warn("the topics are others than before; reading them anew");
    positions.clear();
    ids.clear();
    board.startOver();
  }

  private LogRecord of(ConsumerRecord<String, byte[]> record) {
    Topic topic = requireNonNull(topics.get(new TopicPartition(record.topic(), 0)));
    Instant appended = Instant.ofEpochMilli(record.timestamp());
    return new LogRecord(
        topic, record.partition(), record.offset(), appended, record.key(), record.value());
  }
}
