package dev.groundhog.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the streams-app wrote for the events it has read so far, taken from its internal topics, so
 * that {@link PassThrough} can be made to write as much.
 *
 * @param hostRows rows the host desks wrote, for each event
 * @param signals sent on, for each event
 * @param unitRows rows the unit desks wrote, for each signal
 * @param revisions sent on, for each signal
 * @param rowSize mean size of rows, in bytes
 */
record Shape(double hostRows, double signals, double unitRows, double revisions, int rowSize) {
  private static final String APP = "groundhog-";
  private static final String SIGNALS = APP + "signals-repartition";
  private static final String REVISIONS = APP + "revisions-repartition";
  private static final String CHANGELOG = "-changelog";

  /** Of each partition so many offsets are read: some are marks of transactions, not records. */
  private static final long NEWEST = 300;

  /** Every other store is a unit desk's or, few rows, the fleet desk's. */
  private static final Set<String> OF_HOST_DESK =
      Set.of("hosts", "host-running", "host-units", "host-seen", "host-notes", "host-agenda");

  /**
   * @param records by the share of records among the newest offsets
   * @param bytes of their values
   */
  private record Written(String topic, double records, double bytes) {}

  static Shape of(Admin admin, String servers, long events) throws Exception {
    List<Written> written = written(servers, ends(admin));
    double hostRows = records(written, Shape::isOfHostDesk);
    double unitRows = records(written, t -> t.endsWith(CHANGELOG) && !isOfHostDesk(t));
    double signals = records(written, SIGNALS::equals);
    double bytes =
        written.stream()
            .filter(w -> w.topic().endsWith(CHANGELOG))
            .mapToDouble(Written::bytes)
            .sum();
    return new Shape(
        hostRows / events,
        signals / events,
        unitRows / signals,
        records(written, REVISIONS::equals) / signals,
        (int) (bytes / (hostRows + unitRows)));
  }

  private static boolean isOfHostDesk(String topic) {
    return topic.endsWith(CHANGELOG)
        && OF_HOST_DESK.contains(
            topic.substring(APP.length(), topic.length() - CHANGELOG.length()));
  }

  private static double records(List<Written> written, Predicate<String> topics) {
    return written.stream().filter(w -> topics.test(w.topic())).mapToDouble(Written::records).sum();
  }

  private static Map<TopicPartition, Long> ends(Admin admin) throws Exception {
    Set<String> topics =
        admin.listTopics().names().get().stream()
            .filter(Shape::isInternal)
            .collect(Collectors.toSet());
    Map<TopicPartition, OffsetSpec> asked =
        admin.describeTopics(topics).allTopicNames().get().values().stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(p -> new TopicPartition(topic.name(), p.partition())))
            .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin.listOffsets(asked).all().get().forEach((p, end) -> ends.put(p, end.offset()));
    return ends;
  }

  private static boolean isInternal(String topic) {
    return topic.equals(SIGNALS)
        || topic.equals(REVISIONS)
        || (topic.startsWith(APP) && topic.endsWith(CHANGELOG));
  }

  private static List<Written> written(String servers, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, List<Integer>> sizes = newest(servers, ends);
    List<Written> written = new ArrayList<>();
    ends.forEach(
        (partition, end) -> {
          List<Integer> its = sizes.getOrDefault(partition, List.of());
          double records = end * its.size() / (double) Math.max(1, Math.min(end, NEWEST));
          double mean = its.stream().mapToInt(size -> size).average().orElse(0);
          written.add(new Written(partition.topic(), records, records * mean));
        });
    return written;
  }

  private static Map<TopicPartition, List<Integer>> newest(
      String servers, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, List<Integer>> sizes = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(ends.keySet());
      ends.forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - NEWEST)));
      long since = System.nanoTime();
      while (System.nanoTime() - since < Duration.ofSeconds(5).toNanos()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          TopicPartition partition = new TopicPartition(record.topic(), record.partition());
          sizes
              .computeIfAbsent(partition, p -> new ArrayList<>())
              .add(Math.max(0, record.serializedValueSize()));
        }
      }
    }
    return sizes;
  }

  List<WithRows> rows() {
    return List.of(
        new WithRows("first-rows", hostRows, rowSize),
        new WithRows("second-rows", unitRows, rowSize));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "for an event %.2f rows of host desks and %.2f signals, for a signal %.2f rows and %.3f"
            + " revisions; a row has %d bytes",
        hostRows,
        signals,
        unitRows,
        revisions,
        rowSize);
  }
}
