package dev.groundhog.bench;

import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.events.Wire;
import dev.groundhog.standalone.broker.EmbeddedBroker;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
 * How long streams-app judges nothing: from the start of its process to the alert about a wave that
 * was waiting in the log. It runs in a process of its own, as shipped, against a broker in this
 * one; first it takes in one start of each of so many pairs of host and unit.
 *
 * <p>Arguments: pairs (default 100,000), runs of each kind (default 3). Ends by itself, and with an
 * error when anything takes longer than five minutes.
 */
public final class StartUpBench implements AutoCloseable {
  private static final int UNITS = 50;
  private static final int PARTITIONS = 12;
  private static final long LIMIT_SECONDS = 300;

  private final Path folder;
  private final EmbeddedBroker broker;
  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> alerts;
  private Process app;
  private int waves;

  private StartUpBench() throws Exception {
    folder = Files.createTempDirectory("groundhog-bench");
    broker = EmbeddedBroker.start(0, folder.resolve("kafka"));
    Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
    producer = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
    Map<String, Object> reader =
        Map.of(
            "bootstrap.servers", broker.bootstrapServers(),
            "isolation.level", "read_committed",
            "auto.offset.reset", "earliest");
    alerts = new KafkaConsumer<>(reader, new StringDeserializer(), new ByteArrayDeserializer());
    app = start();
  }

  /** Starts, ends and times it. */
  public static void main(String[] args) throws Exception {
    int pairs = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    int runs = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    try (StartUpBench bench = new StartUpBench()) {
      bench.run(pairs, runs);
    }
    System.exit(0);
  }

  private void run(int pairs, int runs) throws Exception {
    long fresh = System.nanoTime();
    wave();
    alerts.assign(List.of(new TopicPartition(Topic.ALERTS.topicName(), 0)));
    awaitWave();
    System.out.printf(Locale.ROOT, "nothing there yet: %.1f s%n", seconds(fresh));
    long began = System.nanoTime();
    fill(pairs);
    wave();
    awaitWave();
    double took = seconds(began);
    System.out.printf(
        Locale.ROOT, "%,d pairs taken in within %.1f s; largest RSS %s%n", pairs, took, rss());
    List<String> table = new ArrayList<>();
    table.add(row("SIGTERM", runs, false, false));
    // Only what ended well has all of its state on disk.
    System.out.printf(
        Locale.ROOT,
        "state on disk %.0f MiB, %.0f bytes a pair%n",
        size() / 1048576.0,
        size() / (double) pairs);
    table.add(row("kill -9", runs, true, false));
    table.add(row("kill -9, state directory gone", runs, true, true));
    System.out.printf("| how it ended | start to alert, each run |%n|---|---|%n");
    table.forEach(System.out::println);
  }

  private String row(String how, int runs, boolean kill, boolean lose) throws Exception {
    List<String> times = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      if (kill) app.destroyForcibly();
      else app.destroy();
      if (!app.waitFor(30, TimeUnit.SECONDS)) throw new IOException("it did not end");
      if (lose) delete(folder.resolve("state"));
      wave();
      long began = System.nanoTime();
      app = start();
      awaitWave();
      times.add(String.format(Locale.ROOT, "%.1f s", seconds(began)));
    }
    return "| " + how + " | " + String.join(", ", times) + " |";
  }

  private Process start() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("streams.properties"),
            """
            kafka.bootstrap.servers=%s
            topics.events.partitions=%d
            state.dir=%s
            http.port=off
            """
                .formatted(broker.bootstrapServers(), PARTITIONS, folder.resolve("state")));
    File log = folder.resolve("log").toFile();
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.groundhog.streams.StreamsMain",
            "--config",
            config.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  private void fill(int pairs) {
    for (int i = 0; i < pairs; i++) {
      String host = "host-" + i / UNITS;
      UnitEvent event =
          UnitEventBuilder.builder()
              .id(String.format(Locale.ROOT, "%032x:starting", i))
              .type(EventType.STARTING)
              .host(host)
              .unit("unit-" + i % UNITS + ".service")
              .invocation(String.format(Locale.ROOT, "%032x", i))
              .age(20L)
              .restarts(0)
              .build();
      Future<?> unused = producer.send(record(host, event));
    }
    producer.flush();
  }

  /** One crash of a unit of its own on each of three hosts; the last is told. */
  private void wave() throws InterruptedException, ExecutionException, IOException {
    waves++;
    awaitTopic();
    for (String host : List.of("host-1", "host-2", "host-3")) {
      UnitEvent event =
          UnitEventBuilder.builder()
              .id(host + " wave " + waves)
              .type(EventType.STOPPED)
              .host(host)
              .unit("wave-" + waves + ".service")
              .age(0L)
              .result(ServiceResult.SIGNAL)
              .build();
      producer.send(record(host, event)).get();
    }
  }

  private static ProducerRecord<String, byte[]> record(String host, UnitEvent event) {
    return new ProducerRecord<>(Topic.UNIT_EVENTS.topicName(), host, Wire.UNIT_EVENT.encode(event));
  }

  private void awaitTopic() throws IOException {
    long began = System.nanoTime();
    while (!alerts.listTopics().containsKey(Topic.DEAD_LETTERS.topicName())) check(began);
  }

  private void awaitWave() throws IOException {
    long began = System.nanoTime();
    String wanted = "wave-" + waves + ".service/";
    while (true) {
      for (ConsumerRecord<String, byte[]> alert : alerts.poll(Duration.ofMillis(50))) {
        if (alert.key().startsWith(wanted)) return;
      }
      check(began);
    }
  }

  private void check(long began) throws IOException {
    if (!app.isAlive() || seconds(began) > LIMIT_SECONDS) {
      throw new IOException("no alert; its log: " + Files.readString(folder.resolve("log")));
    }
  }

  private String rss() throws IOException {
    Path status = Path.of("/proc", Long.toString(app.pid()), "status");
    if (!Files.exists(status)) return "unknown";
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MiB")
        .findFirst()
        .orElse("unknown");
  }

  private long size() throws IOException {
    AtomicLong bytes = new AtomicLong();
    Files.walkFileTree(
        folder.resolve("state"),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
            bytes.addAndGet(a.size());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // compacted away meanwhile
          }
        });
    return bytes.get();
  }

  private static void delete(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  @Override
  public void close() throws Exception {
    app.destroyForcibly().waitFor();
    producer.close(Duration.ofSeconds(1));
    alerts.close();
    broker.close();
    delete(folder);
  }
}
