package dev.groundhog.ctl.log;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * A topic's records between two append times as one sequence: by append time, then partition, then
 * offset. Append times never go back on a partition, so a merge of the partitions' heads is a total
 * order, the same whenever it is read.
 *
 * <p>Constant memory: a partition that is far ahead of the others is not fetched further.
 */
final class MergedLog implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  /** As long as the client waits for an answer to a question. */
  private static final Duration SILENT = Duration.ofSeconds(10);

  private static final int AHEAD = 2_000;
  private static final Comparator<ConsumerRecord<String, byte[]>> ORDER =
      Comparator.<ConsumerRecord<String, byte[]>>comparingLong(ConsumerRecord::timestamp)
          .thenComparingInt(ConsumerRecord::partition)
          .thenComparingLong(ConsumerRecord::offset);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<TopicPartition, Long> ends;
  private final Map<TopicPartition, Queue<ConsumerRecord<String, byte[]>>> buffers;

  private MergedLog(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    this.consumer = consumer;
    this.ends = ends;
    this.buffers = new HashMap<>();
    for (TopicPartition partition : ends.keySet()) buffers.put(partition, new ArrayDeque<>());
  }

  /**
   * @param client settings of a consumer
   * @param from first append time
   * @param to last append time; what is appended while the log is read does not belong to it
   */
  static MergedLog open(Map<String, Object> client, String topic, Instant from, Instant to) {
    Map<String, Object> fetching = new HashMap<>(client);
    fetching.put("max.poll.records", "2000");
    KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(fetching);
    try {
      return open(consumer, topic, from, to);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private static MergedLog open(
      KafkaConsumer<String, byte[]> consumer, String topic, Instant from, Instant to) {
    List<TopicPartition> partitions = partitions(consumer, topic);
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends =
        firstAfter(consumer, consumer.endOffsets(partitions), to.plusMillis(1));
    Map<TopicPartition, Long> begins = firstAfter(consumer, ends, from);
    begins.forEach(consumer::seek);
    return new MergedLog(consumer, ends);
  }

  /**
   * All partitions of a topic.
   *
   * @throws UnknownTopicOrPartitionException if there is no such topic: nothing was ever recorded
   *     on this broker, which is another thing than that nothing happened
   */
  static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer, String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new UnknownTopicOrPartitionException("there is no topic " + topic + " on this broker");
    }
    return partitions;
  }

  /**
   * The oldest record of a partition; null: it has none.
   *
   * @param consumer is assigned to the partition alone afterwards
   */
  static @Nullable ConsumerRecord<String, byte[]> first(
      KafkaConsumer<String, byte[]> consumer, TopicPartition partition) {
    List<TopicPartition> alone = List.of(partition);
    consumer.assign(alone);
    consumer.seekToBeginning(alone);
    long end = consumer.endOffsets(alone).getOrDefault(partition, 0L);
    long asked = System.nanoTime();
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) return record;
      if (System.nanoTime() - asked > SILENT.toNanos()) throw silent(partition);
    }
    return null;
  }

  /** To a consumer a broker that is gone looks like one that has nothing new. */
  private static TimeoutException silent(TopicPartition partition) {
    return new TimeoutException(
        "%s: before its end nothing came for %d s".formatted(partition, SILENT.toSeconds()));
  }

  /** The offset of the first record at or after a time; the given end where there is none. */
  private static Map<TopicPartition, Long> firstAfter(
      KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends, Instant time) {
    Map<TopicPartition, Long> wanted = new HashMap<>();
    ends.keySet().forEach(p -> wanted.put(p, Math.max(0, time.toEpochMilli())));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(wanted);
    Map<TopicPartition, Long> first =
        new TreeMap<>(Comparator.comparing(TopicPartition::partition));
    ends.forEach(
        (partition, end) -> {
          OffsetAndTimestamp at = found.get(partition);
          first.put(partition, at == null ? end : Math.min(end, at.offset()));
        });
    return first;
  }

  void forEach(Consumer<ConsumerRecord<String, byte[]>> reader) {
    forEach(reader, () -> false);
  }

  /**
   * @param stop asked before each record
   */
  void forEach(Consumer<ConsumerRecord<String, byte[]>> reader, BooleanSupplier stop) {
    PriorityQueue<ConsumerRecord<String, byte[]>> heads = new PriorityQueue<>(ORDER);
    for (TopicPartition partition : ends.keySet()) advance(partition, heads);
    while (!heads.isEmpty() && !stop.getAsBoolean()) {
      ConsumerRecord<String, byte[]> next = requireNonNull(heads.poll());
      reader.accept(next);
      advance(new TopicPartition(next.topic(), next.partition()), heads);
    }
  }

  /** What is appended after the end, as it comes. */
  void follow(Consumer<ConsumerRecord<String, byte[]>> reader, BooleanSupplier stop) {
    consumer.resume(consumer.assignment());
    ends.forEach(consumer::seek);
    while (!stop.getAsBoolean()) {
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      consumer.poll(POLL).forEach(records::add);
      records.sort(ORDER);
      for (ConsumerRecord<String, byte[]> record : records) {
        if (stop.getAsBoolean()) return;
        reader.accept(record);
      }
    }
  }

  /** Puts the partition's next record among the heads, fetching if need be. */
  private void advance(
      TopicPartition partition, PriorityQueue<ConsumerRecord<String, byte[]>> heads) {
    Queue<ConsumerRecord<String, byte[]>> buffer = requireNonNull(buffers.get(partition));
    long asked = System.nanoTime();
    while (buffer.isEmpty() && consumer.position(partition) < end(partition)) {
      fetch();
      if (buffer.isEmpty() && System.nanoTime() - asked > SILENT.toNanos()) throw silent(partition);
    }
    ConsumerRecord<String, byte[]> head = buffer.poll();
    if (head != null) heads.add(head);
  }

  private void fetch() {
    for (Map.Entry<TopicPartition, Queue<ConsumerRecord<String, byte[]>>> entry :
        buffers.entrySet()) {
      boolean enough =
          entry.getValue().size() > AHEAD
              || consumer.position(entry.getKey()) >= end(entry.getKey());
      if (enough) consumer.pause(List.of(entry.getKey()));
      else consumer.resume(List.of(entry.getKey()));
    }
    for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      if (record.offset() < end(partition)) {
        requireNonNull(buffers.get(partition)).add(record);
      }
    }
  }

  private long end(TopicPartition partition) {
    return requireNonNull(ends.get(partition));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
