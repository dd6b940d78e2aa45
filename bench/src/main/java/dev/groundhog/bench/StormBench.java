package dev.groundhog.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.groundhog.events.Alert;
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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * A storm: every unit crashes once on every host, within a minute, and a Slack that refuses a
 * second message within a second. Says how many messages that makes, when each unit was named
 * first, and whether the counts are exact. Everything runs in this process.
 *
 * <p>Arguments: units (default 100), hosts (default 1000), seconds (default 60).
 */
public final class StormBench {
  private static final Duration AT_MOST = Duration.ofMinutes(6);

  private StormBench() {}

  public static void main(String[] args) throws Exception {
    int units = args.length > 0 ? Integer.parseInt(args[0]) : 100;
    int hosts = args.length > 1 ? Integer.parseInt(args[1]) : 1000;
    int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 60;
    Path data = Files.createTempDirectory("groundhog-bench");
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    try (StrictSlack slack = new StrictSlack(units);
        Standalone standalone = Standalone.start(settings(data, slack), nowhere)) {
      Thread ready = new Thread(() -> awaitQuietly(standalone));
      ready.setDaemon(true);
      ready.start();
      storm(standalone.bootstrapServers(), units, hosts, seconds);
      report(standalone.bootstrapServers(), slack, units, hosts);
    }
    System.exit(0);
  }

  private static Settings settings(Path data, StrictSlack slack) {
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

  private static void storm(String servers, int units, int hosts, int seconds) throws Exception {
    Map<String, Object> config = Map.of("bootstrap.servers", servers, "linger.ms", 5);
    long total = (long) units * hosts;
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      long begun = System.nanoTime();
      for (long i = 0; i < total; i++) {
        long due = begun + TimeUnit.SECONDS.toNanos(seconds) * i / total;
        while (System.nanoTime() < due) Thread.onSpinWait();
        // Each host has all units after one another, and no two hosts the same at one time.
        int host = (int) (i % hosts);
        int unit = (int) ((i / hosts + host) % units);
        Future<?> unused = producer.send(crash("host-" + host, unit(unit)));
      }
      producer.flush();
      double took = (System.nanoTime() - begun) / 1e9;
      System.out.printf(Locale.ROOT, "%,d crashes in %.0f s%n", total, took);
    }
  }

  private static String unit(int i) {
    return "unit-%03d.service".formatted(i);
  }

  private static ProducerRecord<String, byte[]> crash(String host, String unit) {
    UnitEvent event =
        UnitEventBuilder.builder()
            .id(host + "/" + unit)
            .type(EventType.STOPPED)
            .host(host)
            .unit(unit)
            .age(0L)
            .result(ServiceResult.SIGNAL)
            .build();
    return new ProducerRecord<>(Topic.UNIT_EVENTS.topicName(), host, Wire.UNIT_EVENT.encode(event));
  }

  private static void report(String servers, StrictSlack slack, int units, int hosts)
      throws Exception {
    long until = System.nanoTime() + AT_MOST.toNanos();
    Map<String, Alert> newest = new HashMap<>();
    long crashes = 0;
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition incidents = new TopicPartition(Topic.INCIDENTS.topicName(), 0);
      consumer.assign(List.of(incidents));
      consumer.seekToBeginning(List.of(incidents));
      while (System.nanoTime() < until
          && (crashes < (long) units * hosts || slack.named().size() < units)) {
        for (ConsumerRecord<String, byte[]> each : consumer.poll(Duration.ofMillis(200))) {
          newest.put(each.key(), Wire.ALERT.decode(each.value()));
        }
        crashes = newest.values().stream().mapToLong(Alert::crashes).sum();
      }
    }
    long exact = newest.values().stream().filter(a -> a.crashes() == hosts).count();
    slack.print(units, newest.size(), exact, crashes);
  }

  /** One channel; a second message within a second gets 429. */
  private static final class StrictSlack implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final int units;
    private final long begun = System.nanoTime();
    private final Map<String, Long> named = new TreeMap<>();
    private long last;
    private int posts;
    private int replies;
    private int edits;
    private int tooEarly;
    private int ts;

    StrictSlack(int units) throws IOException {
      this.units = units;
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::answer);
      server.start();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
      JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
      boolean post = exchange.getRequestURI().getPath().endsWith("chat.postMessage");
      long now = System.nanoTime();
      boolean early = post && now - last < TimeUnit.SECONDS.toNanos(1);
      if (early) tooEarly++;
      if (post && !early) {
        last = now;
        if (body.has("thread_ts")) replies++;
        else posts++;
      }
      if (!post) edits++;
      if (!early) note(body.toString(), now);
      byte[] answer =
          "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"1700000000.%06d\"}"
              .formatted(++ts)
              .getBytes(StandardCharsets.UTF_8);
      try (exchange) {
        if (early) exchange.getResponseHeaders().set("Retry-After", "1");
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(early ? 429 : 200, answer.length);
        exchange.getResponseBody().write(answer);
      }
    }

    private void note(String payload, long now) {
      for (int i = 0; i < units; i++) {
        if (payload.contains(unit(i))) named.putIfAbsent(unit(i), now);
      }
    }

    synchronized Map<String, Long> named() {
      return new TreeMap<>(named);
    }

    synchronized void print(int wanted, int incidents, long exact, long crashes) {
      double last =
          (named.values().stream().mapToLong(Long::longValue).max().orElse(begun) - begun) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%d of %d units named, the last %.0f s after the start of Slack; %d incidents, %d with the"
              + " exact count, %,d crashes in all; %d messages, %d replies, %d edits, %d too early%n",
          named.size(),
          wanted,
          last,
          incidents,
          exact,
          crashes,
          posts,
          replies,
          edits,
          tooEarly);
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/api";
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
