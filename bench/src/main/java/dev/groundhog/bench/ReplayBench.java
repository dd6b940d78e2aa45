package dev.groundhog.bench;

import dev.groundhog.ctl.log.TopicNames;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import dev.groundhog.standalone.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How many events a second {@code groundhogctl replay} judges, beside a consumer that does nothing
 * but parse the same topic's JSON, in turn, in one process of small heap; this one has the broker.
 * The topic has the times of a log that grew steadily, as an import has.
 *
 * <p>Arguments: events in thousands (default 1000), rounds (default 3), heap (default 256m), events
 * a second of the log's time (default 100).
 */
public final class ReplayBench {
  static final TopicNames NAMES = TopicNames.of("bench", "Nothing was measured.");
  static final int PARTITIONS = 12;
  private static final int HOSTS = 2000;
  private static final int CHUNK = 10_000;

  private ReplayBench() {}

  public static void main(String[] args) throws Exception {
    int thousands = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
    String rounds = args.length > 1 ? args[1] : "3";
    String heap = args.length > 2 ? args[2] : "256m";
    int perSecond = args.length > 3 ? Integer.parseInt(args[3]) : 100;
    Path data = Files.createTempDirectory("groundhog-bench");
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, data)) {
      fill(broker.bootstrapServers(), thousands * 1000L, perSecond);
      Process measuring =
          new ProcessBuilder(command(heap, broker.bootstrapServers(), rounds)).inheritIO().start();
      if (measuring.waitFor() != 0) throw new IllegalStateException("it ended with an error");
    } finally {
      try (Stream<Path> files = Files.walk(data)) {
        files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
    System.exit(0);
  }

  private static List<String> command(String heap, String servers, String rounds) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + heap,
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        "dev.groundhog.bench.ReplayRounds",
        servers,
        rounds);
  }

  private static void fill(String servers, long events, int perSecond) throws Exception {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            servers,
            "linger.ms",
            20,
            "batch.size",
            262144,
            "compression.type",
            "lz4",
            "acks",
            "1",
            "enable.idempotence",
            "false");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin
          .createTopics(
              List.of(
                  topic(Topic.UNIT_EVENTS, PARTITIONS),
                  topic(Topic.ALERTS, 1),
                  topic(Topic.CONTROL, 1)))
          .all()
          .get();
    }
    FleetLoad load = new FleetLoad(HOSTS, PARTITIONS, perSecond);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      for (long made = 0; made < events; made += CHUNK) {
        for (FleetLoad.Logged logged : load.next(CHUNK)) {
          var unused =
              producer.send(
                  new ProducerRecord<>(
                      NAMES.of(Topic.UNIT_EVENTS),
                      logged.partition(),
                      logged.appended().toEpochMilli(),
                      logged.event().host(),
                      Wire.UNIT_EVENT.encode(logged.event())));
        }
      }
    }
  }

  private static NewTopic topic(Topic topic, int partitions) {
    return new NewTopic(NAMES.of(topic), Optional.of(partitions), Optional.empty())
        .configs(
            Map.of(
                "message.timestamp.type", "CreateTime",
                "message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE),
                "retention.ms", "-1"));
  }
}
