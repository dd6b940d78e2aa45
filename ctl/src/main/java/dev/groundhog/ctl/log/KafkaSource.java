package dev.groundhog.ctl.log;

import static java.util.Objects.requireNonNull;

import dev.groundhog.events.Topic;
import dev.groundhog.runtime.kafka.KafkaSettings;
import dev.groundhog.runtime.kafka.TopicReader;
import dev.groundhog.runtime.settings.Settings;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics of a broker, without a consumer group: nobody's place in them changes. A broker that
 * is not there is an exception within 10 s.
 */
public final class KafkaSource implements Source {
  private final Settings settings;
  private final TopicNames names;

  /** The live topics. */
  public KafkaSource(Settings settings) {
    this(settings, TopicNames.LIVE);
  }

  public KafkaSource(Settings settings, TopicNames names) {
    this.settings = settings;
    this.names = names;
  }

  @Override
  public int partitions() {
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(client())) {
      return MergedLog.partitions(consumer, names.of(Topic.UNIT_EVENTS)).size();
    }
  }

  @Override
  public void unitEvents(Instant from, Instant to, Consumer<LogRecord> reader) {
    try (MergedLog log = MergedLog.open(client(), names.of(Topic.UNIT_EVENTS), from, to)) {
      log.forEach(record -> reader.accept(record(Topic.UNIT_EVENTS, record)));
    }
  }

  /** Each partition by itself: the broker knows where it begins. */
  @Override
  public void firstUnitEvents(Consumer<LogRecord> reader) {
    Map<String, Object> one = client();
    one.put("max.poll.records", "1");
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(one)) {
      String topic = names.of(Topic.UNIT_EVENTS);
      for (TopicPartition partition : MergedLog.partitions(consumer, topic)) {
        ConsumerRecord<String, byte[]> first = MergedLog.first(consumer, partition);
        if (first != null) reader.accept(record(Topic.UNIT_EVENTS, first));
      }
    }
  }

  @Override
  public void alerts(Consumer<LogRecord> reader) {
    whole(Topic.ALERTS, reader);
  }

  @Override
  public void controlEvents(Consumer<LogRecord> reader) {
    whole(Topic.CONTROL, reader);
  }

  /** Any topic of one partition, whole: its order is its offsets'. */
  public void whole(Topic topic, Consumer<LogRecord> reader) {
    TopicReader.forEach(
        settings, names.of(topic), record -> reader.accept(record(topic, requireNonNull(record))));
  }

  private LogRecord record(Topic topic, ConsumerRecord<String, byte[]> record) {
    return LogRecord.of(topic, record, !names.isLive());
  }

  private Map<String, Object> client() {
    Map<String, Object> client = KafkaSettings.consumer(settings);
    client.put("default.api.timeout.ms", "10000");
    return client;
  }
}
