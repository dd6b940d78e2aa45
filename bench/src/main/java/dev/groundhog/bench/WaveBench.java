package dev.groundhog.bench;

import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.Tail;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.kafka.Topics;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.standalone.broker.EmbeddedBroker;
import dev.groundhog.streams.StreamsApp;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * One unit that crashes on very many hosts at once: how long until a revision counts them all, how
 * the work is spread over the partitions, and the largest value in each store, by its changelog.
 *
 * <p>Argument: hosts (default 100,000). Each crashes twice. Ends by itself, with an error when it
 * takes longer than 15 minutes.
 */
public final class WaveBench {
  private static final int PARTITIONS = 12;
  private static final long LIMIT_MINUTES = 15;

  private final String servers;
  private final int hosts;

  private WaveBench(String servers, int hosts) {
    this.servers = servers;
    this.hosts = hosts;
  }

  public static void main(String[] args) throws Exception {
    int hosts = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    Path data = Files.createTempDirectory("groundhog-bench");
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, data.resolve("kafka"))) {
      new WaveBench(broker.bootstrapServers(), hosts).run(data.resolve("streams"));
    }
    System.exit(0);
  }

  private void run(Path state) throws Exception {
    Settings settings =
        Settings.of(
            Map.of(
                "kafka.bootstrap.servers",
                servers,
                "state.dir",
                state.toString(),
                "topics.events.partitions",
                Integer.toString(PARTITIONS),
                "http.port",
                "off"));
    new Topics(settings).ensure(EnumSet.allOf(Topic.class));
    crash();
    long began = System.nanoTime();
    StreamsApp app = StreamsApp.start(settings, new Health(), new SimpleMeterRegistry());
    try (app) {
      awaitAll(began);
    }
    System.out.printf(
        Locale.ROOT, "%,d hosts counted after %.1f s%n", hosts, (System.nanoTime() - began) / 1e9);
    changelogs();
  }

  private void crash() {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "linger.ms", 20),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < 2 * hosts; i++) {
        String host = "host-" + i % hosts;
        UnitEvent event =
            UnitEventBuilder.builder()
                .id(String.format(Locale.ROOT, "%032x:stopped", i))
                .type(EventType.STOPPED)
                .host(host)
                .unit("agent.service")
                .age(20L)
                .result(ServiceResult.EXIT_CODE)
                .exitStatus("1")
                .tail(Tail.of("journal", List.of("starting", "fatal: no route to the hub")))
                .build();
        Future<?> unused =
            producer.send(
                new ProducerRecord<>(
                    Topic.UNIT_EVENTS.topicName(), host, Wire.UNIT_EVENT.encode(event)));
      }
    }
  }

  private void awaitAll(long began) throws Exception {
    try (KafkaConsumer<String, byte[]> alerts = consumer()) {
      alerts.assign(List.of(new TopicPartition(Topic.ALERTS.topicName(), 0)));
      int revisions = 0;
      while (System.nanoTime() - began < TimeUnit.MINUTES.toNanos(LIMIT_MINUTES)) {
        for (ConsumerRecord<String, byte[]> alert : alerts.poll(Duration.ofMillis(100))) {
          revisions++;
          var revision = Wire.ALERT.decode(alert.value());
          if (revision.hostCount() < hosts || revision.crashes() < 2L * hosts) continue;
          System.out.printf(
              Locale.ROOT,
              "%d revisions, the last of %,d bytes%n",
              revisions,
              alert.value().length);
          return;
        }
      }
    }
    throw new IOException("not all counted within " + LIMIT_MINUTES + " minutes");
  }

  /** What the stores hold, read from their changelogs. */
  private void changelogs() {
    try (KafkaConsumer<String, byte[]> reader = consumer()) {
      List<TopicPartition> all =
          reader.listTopics().entrySet().stream()
              .filter(topic -> topic.getKey().endsWith("-changelog"))
              .flatMap(topic -> topic.getValue().stream())
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      reader.assign(all);
      Map<TopicPartition, Long> ends = reader.endOffsets(all);
      SortedMap<String, long[]> stores = new TreeMap<>();
      Map<TopicPartition, Long> records = new HashMap<>();
      while (!all.stream().allMatch(p -> reader.position(p) >= ends.getOrDefault(p, 0L))) {
        for (ConsumerRecord<String, byte[]> record : reader.poll(Duration.ofMillis(100))) {
          long[] figures = stores.computeIfAbsent(record.topic(), t -> new long[2]);
          figures[0]++;
          if (record.value() != null) figures[1] = Math.max(figures[1], record.value().length);
          records.merge(new TopicPartition(record.topic(), record.partition()), 1L, Long::sum);
        }
      }
      System.out.println("| changelog | writes | busiest partition to the mean | largest value |");
      System.out.println("|---|---|---|---|");
      stores.forEach((topic, figures) -> print(topic, figures, records));
    }
  }

  private static void print(String topic, long[] figures, Map<TopicPartition, Long> records) {
    long busiest =
        records.entrySet().stream()
            .filter(e -> e.getKey().topic().equals(topic))
            .mapToLong(Map.Entry::getValue)
            .max()
            .orElse(0);
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %.1f | %,d bytes |%n",
        topic.replace("groundhog-", "").replace("-changelog", ""),
        figures[0],
        busiest / (figures[0] / (double) PARTITIONS),
        figures[1]);
  }

  private KafkaConsumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers", servers,
            "isolation.level", "read_committed",
            "auto.offset.reset", "earliest"),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }
}
