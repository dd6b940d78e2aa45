package dev.groundhog.bench;

import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.standalone.Standalone;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How long from the third host's crash to the message at Slack, beside the limit: one record from a
 * producer to a consumer through the same broker. Everything runs in this process.
 *
 * <p>Arguments: how many incidents (default 30), other events per second meanwhile (default 0).
 */
public final class TellingBench {
  private static final Duration BETWEEN = Duration.ofMillis(1500);

  private TellingBench() {}

  public static void main(String[] args) throws Exception {
    int incidents = args.length > 0 ? Integer.parseInt(args[0]) : 30;
    int others = args.length > 1 ? Integer.parseInt(args[1]) : 0;
    Path data = Files.createTempDirectory("groundhog-bench");
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    try (InstantSlack slack = new InstantSlack();
        Standalone standalone = Standalone.start(settings(data, slack), nowhere)) {
      Thread ready = new Thread(() -> awaitQuietly(standalone));
      ready.setDaemon(true);
      ready.start();
      run(standalone.bootstrapServers(), slack, incidents, others);
    }
    System.exit(0);
  }

  private static Settings settings(Path data, InstantSlack slack) {
    return Settings.of(
        Map.of(
            "standalone.port", "0",
            "standalone.data", data.toString(),
            "http.port", "off",
            "slack.api.url", slack.url(),
            "slack.token", "xoxb-bench",
            "slack.channel", "C1"));
  }

  private static void awaitQuietly(Standalone standalone) {
    try {
      standalone.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(String servers, InstantSlack slack, int incidents, int others)
      throws Exception {
    Map<String, Object> config = Map.of("bootstrap.servers", servers, "linger.ms", 0);
    try (KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        Noise noise = new Noise(producer, others)) {
      wave(producer, "warm-up.service");
      if (slack.nextPost(60) == null) throw new IOException("no message within 60 s");
      List<Double> limit = roundTrips(producer, servers, incidents);
      List<Double> told = new ArrayList<>();
      for (int i = 0; i < incidents; i++) {
        pause();
        long crashed = wave(producer, "unit-" + i + ".service");
        Long posted = slack.nextPost(30);
        if (posted == null) throw new IOException("incident " + i + " was not told within 30 s");
        told.add((posted - crashed) / 1e6);
      }
      print(limit, told, others);
    }
  }

  /** Crashes a unit on three hosts; returns when the third one's event was handed over. */
  private static long wave(KafkaProducer<String, byte[]> producer, String unit)
      throws InterruptedException, ExecutionException {
    long at = 0;
    for (String host : List.of("web-1", "web-2", "web-3")) {
      at = System.nanoTime();
      producer.send(crash(host, unit)).get();
    }
    return at;
  }

  private static ProducerRecord<String, byte[]> crash(String host, String unit) {
    UnitEvent event =
        UnitEventBuilder.builder()
            .id(host + unit + System.nanoTime())
            .type(EventType.STOPPED)
            .host(host)
            .unit(unit)
            .age(0L)
            .result(ServiceResult.SIGNAL)
            .build();
    return new ProducerRecord<>(Topic.UNIT_EVENTS.topicName(), host, Wire.UNIT_EVENT.encode(event));
  }

  private static List<Double> roundTrips(
      KafkaProducer<String, byte[]> producer, String servers, int times) throws Exception {
    TopicPartition partition = new TopicPartition(Topic.DEAD_LETTERS.topicName(), 0);
    List<Double> millis = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToEnd(List.of(partition));
      long unused = consumer.position(partition);
      for (int i = 0; i < times; i++) {
        long sent = System.nanoTime();
        Future<?> ignored =
            producer.send(new ProducerRecord<>(partition.topic(), 0, "bench", new byte[500]));
        while (consumer.poll(Duration.ofSeconds(5)).isEmpty()) {
          // Until it is there.
        }
        millis.add((System.nanoTime() - sent) / 1e6);
      }
    }
    return millis;
  }

  private static void pause() throws InterruptedException {
    new java.util.concurrent.CountDownLatch(1).await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void print(List<Double> limit, List<Double> told, int others) {
    System.out.printf(
        Locale.ROOT, "| what, with %d other events/s | p50 | p99 |%n|---|---|---|%n", others);
    row("one record through the broker (the limit)", limit);
    row("third host's crash to the message at Slack", told);
  }

  private static void row(String name, List<Double> millis) {
    List<Double> sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f ms | %.0f ms |%n",
        name,
        sorted.get(sorted.size() / 2),
        sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * 0.99))));
  }

  /** Starts of healthy units on many hosts, so many a second. */
  private static final class Noise implements AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    Noise(KafkaProducer<String, byte[]> producer, int perSecond) {
      if (perSecond == 0) return;
      int each = Math.max(1, perSecond / 20);
      Future<?> unused =
          thread.scheduleAtFixedRate(() -> send(producer, each), 0, 50, TimeUnit.MILLISECONDS);
    }

    private static void send(KafkaProducer<String, byte[]> producer, int events) {
      for (int i = 0; i < events; i++) {
        String host = "host-" + i;
        UnitEvent event =
            UnitEventBuilder.builder()
                .id(host + System.nanoTime())
                .type(EventType.STARTING)
                .host(host)
                .unit("noise.service")
                .age(0L)
                .build();
        Future<?> unused =
            producer.send(
                new ProducerRecord<>(
                    Topic.UNIT_EVENTS.topicName(), host, Wire.UNIT_EVENT.encode(event)));
      }
    }

    @Override
    public void close() {
      thread.shutdownNow();
    }
  }
}
