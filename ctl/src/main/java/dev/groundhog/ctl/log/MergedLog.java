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

  /**
   * Records that wait should die young: what outlives some collections is copied into the old part
   * of the heap, which took a fifth of a replay's time with ten times as many.
   */
  private static final int AHEAD = 200;

  private static final Map<String, Object> SMALL_FETCHES =
      Map.of(
          "max.poll.records", "500",
          "max.partition.fetch.bytes", 128 * 1024,
          "fetch.max.bytes", 2 * 1024 * 1024);
  private final KafkaConsumer<String, byte[]> consumer;

  /** By number. */
  private final Map<Integer, Part> parts = new TreeMap<>();

  /** One partition: what was fetched of it and not yet read. */
  private static final class Part implements Comparable<Part> {
    private final TopicPartition partition;

    /** The offset behind the last record. */
    private final long end;

    private final Queue<ConsumerRecord<String, byte[]>> fetched = new ArrayDeque<>();

    Part(TopicPartition partition, long end) {
      this.partition = partition;
      this.end = end;
    }

    /** By their next records, which both must have. */
    @Override
    public int compareTo(Part other) {
      return compare(requireNonNull(fetched.peek()), requireNonNull(other.fetched.peek()));
    }
  }

  private MergedLog(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    this.consumer = consumer;
    ends.forEach((partition, end) -> parts.put(partition.partition(), new Part(partition, end)));
  }

  private static int compare(ConsumerRecord<String, byte[]> a, ConsumerRecord<String, byte[]> b) {
    int order = Long.compare(a.timestamp(), b.timestamp());
    if (order == 0) order = Integer.compare(a.partition(), b.partition());
    return order == 0 ? Long.compare(a.offset(), b.offset()) : order;
  }

  /**
   * @param client settings of a consumer
   * @param from first append time
   * @param to last append time; what is appended while the log is read does not belong to it
   */
  static MergedLog open(Map<String, Object> client, String topic, Instant from, Instant to) {
    Map<String, Object> fetching = new HashMap<>(client);
    fetching.putAll(SMALL_FETCHES);
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
    PriorityQueue<Part> heads = new PriorityQueue<>();
    for (Part part : parts.values()) {
      if (hasNext(part)) heads.add(part);
    }
    while (!heads.isEmpty() && !stop.getAsBoolean()) {
      Part part = requireNonNull(heads.poll());
      reader.accept(requireNonNull(part.fetched.poll()));
      if (hasNext(part)) heads.add(part);
    }
  }

  /** What is appended after the end, as it comes. */
  void follow(Consumer<ConsumerRecord<String, byte[]>> reader, BooleanSupplier stop) {
    consumer.resume(consumer.assignment());
    parts.values().forEach(part -> consumer.seek(part.partition, part.end));
    while (!stop.getAsBoolean()) {
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      consumer.poll(POLL).forEach(records::add);
      records.sort(MergedLog::compare);
      for (ConsumerRecord<String, byte[]> record : records) {
        if (stop.getAsBoolean()) return;
        reader.accept(record);
      }
    }
  }

  /** Whether there is another record, fetching if need be. */
  private boolean hasNext(Part part) {
    long asked = System.nanoTime();
    while (part.fetched.isEmpty()) {
      if (consumer.position(part.partition) >= part.end) return false;
      fetch();
      boolean silent = System.nanoTime() - asked > SILENT.toNanos();
      if (silent && part.fetched.isEmpty()) throw silent(part.partition);
    }
    return true;
  }

  private void fetch() {
    for (Part part : parts.values()) {
      boolean enough = part.fetched.size() > AHEAD || consumer.position(part.partition) >= part.end;
      if (enough) consumer.pause(List.of(part.partition));
      else consumer.resume(List.of(part.partition));
    }
    for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
      Part part = requireNonNull(parts.get(record.partition()));
      if (record.offset() < part.end) part.fetched.add(record);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
