package dev.groundhog.ctl.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.groundhog.ctl.archive.Header;
import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.log.TopicNames;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.kafka.KafkaSettings;
import dev.groundhog.runtime.settings.InvalidSettingException;
import dev.groundhog.runtime.settings.Settings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Writes an archive onto topics that it creates and nobody else has: partitions, order and append
 * times as they were. The live topics stamp what is appended with the broker's clock; these keep
 * the stamps that they are given, and keep them for ever, or the broker would delete what is older
 * than its retention within minutes.
 *
 * <p>If something goes wrong the topics are deleted again. If the program is killed they stay,
 * without the header, which is written last: nobody takes them for complete.
 */
final class Import {
  /** The largest record that an archive can have; the topic it came from may have allowed it. */
  private static final String MAX_RECORD = Integer.toString(12 * 1024 * 1024);

  private static final Map<String, String> KEEP_ALL =
      Map.of(
          "message.timestamp.type", "CreateTime",
          "cleanup.policy", "delete",
          "retention.ms", "-1",
          "retention.bytes", "-1",
          "max.message.bytes", MAX_RECORD);

  private final Settings settings;
  private final TopicNames names;

  Import(Settings settings, TopicNames names) {
    if (names.isLive()) throw new IllegalArgumentException("never onto the live topics");
    this.settings = settings;
    this.names = names;
  }

  void run(Source source, Header header) throws InterruptedException {
    Map<String, Object> client = KafkaSettings.client(settings);
    client.put("default.api.timeout.ms", "10000");
    client.put("request.timeout.ms", "10000");
    try (Admin admin = Admin.create(client)) {
      List<String> made = new ArrayList<>();
      boolean done = false;
      try {
        create(admin, topics(header.partitions()), made);
        write(source, header);
        done = true;
      } finally {
        if (!done) admin.deleteTopics(made);
      }
    }
  }

  private List<NewTopic> topics(int partitions) {
    List<NewTopic> topics = new ArrayList<>();
    topics.add(topic(names.of(Topic.UNIT_EVENTS), partitions));
    topics.add(topic(names.of(Topic.ALERTS), 1));
    topics.add(topic(names.of(Topic.CONTROL), 1));
    topics.add(topic(names.header(), 1));
    return topics;
  }

  private static NewTopic topic(String name, int partitions) {
    return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(KEEP_ALL);
  }

  /**
   * @param made gets the names of those that were created, whatever becomes of the others
   */
  private void create(Admin admin, List<NewTopic> topics, List<String> made)
      throws InterruptedException {
    try {
      // First asked, so that of four topics none is made if one is there.
      for (String name : admin.listTopics().names().get()) {
        if (topics.stream().anyMatch(topic -> topic.name().equals(name))) throw exists(name);
      }
      CreateTopicsResult result = admin.createTopics(topics);
      KafkaFuture<Void> all = result.all();
      for (Map.Entry<String, KafkaFuture<Void>> each : result.values().entrySet()) {
        if (succeeds(each.getValue())) made.add(each.getKey());
      }
      all.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) throw exists(names.prefix());
      throw new KafkaException("Kafka did not create the topics: " + words(e), e);
    }
  }

  private static boolean succeeds(KafkaFuture<Void> future) throws InterruptedException {
    try {
      future.get();
      return true;
    } catch (ExecutionException e) {
      return false;
    }
  }

  private static InvalidSettingException exists(String name) {
    return new InvalidSettingException(
        "--prefix",
        "a name that no topics have",
        '"' + name + "\", which is there",
        "Nothing was imported.");
  }

  private void write(Source source, Header header) throws InterruptedException {
    Map<String, Object> client = KafkaSettings.producer(settings);
    client.put("acks", "all");
    client.put("linger.ms", "20");
    client.put("batch.size", "262144");
    client.put("max.block.ms", "10000");
    client.put("max.request.size", MAX_RECORD);
    AtomicReference<Exception> trouble = new AtomicReference<>();
    KafkaProducer<String, byte[]> producer = new KafkaProducer<>(client);
    try {
      source.controlEvents(record -> send(producer, record, trouble));
      source.alerts(record -> send(producer, record, trouble));
      source.unitEvents(header.begin(), header.to(), record -> send(producer, record, trouble));
      producer.flush();
      throwIf(trouble);
      producer.send(new ProducerRecord<>(names.header(), "header", encode(header))).get();
    } catch (ExecutionException e) {
      throw new KafkaException("Kafka did not confirm the header: " + words(e), e);
    } finally {
      producer.close(Duration.ofSeconds(1));
    }
  }

  private void send(
      KafkaProducer<String, byte[]> producer,
      LogRecord record,
      AtomicReference<Exception> trouble) {
    throwIf(trouble);
    ProducerRecord<String, byte[]> sent =
        new ProducerRecord<>(
            names.of(record.topic()),
            record.partition(),
            record.appended().toEpochMilli(),
            record.key(),
            record.value());
    byte[] offset = ByteBuffer.allocate(Long.BYTES).putLong(record.offset()).array();
    sent.headers().add(LogRecord.OFFSET_HEADER, offset);
    var unused =
        producer.send(
            sent,
            (metadata, e) -> {
              if (e != null) trouble.compareAndSet(null, e);
            });
  }

  private static void throwIf(AtomicReference<Exception> trouble) {
    Exception e = trouble.get();
    if (e != null) throw new KafkaException("Kafka did not take a record: " + e.getMessage(), e);
  }

  private static byte[] encode(Header header) {
    try {
      return Wire.mapper().writeValueAsBytes(header);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of ours did not become JSON", e);
    }
  }

  private static String words(ExecutionException e) {
    return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
  }
}
