package dev.groundhog.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.kafka.Topics;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.standalone.broker.EmbeddedBroker;
import dev.groundhog.streams.StreamsApp;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * How many events a second the streams-app judges, exactly once, beside {@link PassThrough} on the
 * same broker: once with bare hops, once with as many records handed on and as many rows written,
 * of the same mean size. Each round writes events, then the three in turn drain them all; the time
 * is that between two commits, the first and the last it makes, so that no start-up is in it. A
 * round before the first is not counted: in it Java compiles what it runs.
 *
 * <p>Arguments: rounds (default 3), thousands of events in each (default 200).
 */
public final class CorrelateBench {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final int PARTITIONS = 4;
  private static final int HOSTS = 2000;

  private final String servers;
  private final Path data;
  private final Admin admin;
  private final FleetLoad load = new FleetLoad(HOSTS, PARTITIONS, 100);

  private CorrelateBench(String servers, Path data, Admin admin) {
    this.servers = servers;
    this.data = data;
    this.admin = admin;
  }

  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    int thousands = args.length > 1 ? Integer.parseInt(args[1]) : 200;
    Path data = Files.createTempDirectory("groundhog-bench");
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, data.resolve("kafka"));
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      new CorrelateBench(broker.bootstrapServers(), data, admin).run(rounds, thousands * 1000);
    }
    System.exit(0);
  }

  /** One that drains. */
  private interface Program {
    AutoCloseable start() throws Exception;
  }

  private void run(int rounds, int events) throws Exception {
    new Topics(settings()).ensure(EnumSet.allOf(Topic.class));
    admin
        .createTopics(List.of(new NewTopic(PassThrough.out(), Optional.of(1), Optional.empty())))
        .all()
        .get();
    List<Drained> app = new ArrayList<>();
    List<Drained> bare = new ArrayList<>();
    List<Drained> same = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      write(events);
      Drained ours =
          drain(
              "groundhog",
              () -> StreamsApp.start(settings(), new Health(), new SimpleMeterRegistry()));
      Drained hops = drain("bare-hops", () -> passThrough("bare-hops", null));
      Shape shape = Shape.of(admin, servers, ends());
      Drained rows = drain("equal-hops", () -> passThrough("equal-hops", shape));
      System.out.println("round " + round + ": " + ours + "; " + hops + "; " + rows);
      System.out.println(shape);
      if (round == 0) continue;
      app.add(ours);
      bare.add(hops);
      same.add(rows);
    }
    print(app, bare, same);
  }

  private AutoCloseable passThrough(String id, @Nullable Shape like) {
    PassThrough started = new PassThrough(id, servers, data.resolve(id), PARTITIONS, like);
    started.start();
    return started;
  }

  private Settings settings() {
    return Settings.of(
        Map.of(
            "kafka.bootstrap.servers",
            servers,
            "state.dir",
            data.resolve("streams").toString(),
            "topics.events.partitions",
            Integer.toString(PARTITIONS),
            "http.port",
            "off"));
  }

  private void write(int events) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "linger.ms", 20, "batch.size", 200_000),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (FleetLoad.Logged logged : load.next(events)) {
        UnitEvent event = logged.event();
        Future<?> unused =
            producer.send(
                new ProducerRecord<>(
                    Topic.UNIT_EVENTS.topicName(),
                    logged.partition(),
                    event.host(),
                    Wire.UNIT_EVENT.encode(event)));
      }
    }
  }

  /**
   * From its first commit to the one behind the last event there was.
   *
   * @param rate events a second
   * @param cost microseconds of the processor for each event, the broker's included
   */
  private record Drained(double rate, double cost) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%,.0f/s at %.0f us", rate, cost);
    }
  }

  private Drained drain(String group, Program program) throws Exception {
    long target = ends();
    long before = committed(group);
    long firstAt = 0;
    long first = before;
    long busy = 0;
    try (AutoCloseable running = program.start()) {
      if (running == null) throw new IOException(group + " did not start");
      long since = System.nanoTime();
      while (System.nanoTime() - since < TimeUnit.MINUTES.toNanos(5)) {
        long now = committed(group);
        if (firstAt == 0 && now > before) {
          firstAt = System.nanoTime();
          first = now;
          busy = PROCESS.getProcessCpuTime();
        }
        if (now >= target) {
          double events = now - first;
          return new Drained(
              events / ((System.nanoTime() - firstAt) / 1e9),
              (PROCESS.getProcessCpuTime() - busy) / 1e3 / events);
        }
        new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
      }
    }
    throw new IOException(group + " did not drain within 5 minutes");
  }

  private long ends() throws Exception {
    Map<TopicPartition, OffsetSpec> asked =
        IntStream.range(0, PARTITIONS)
            .mapToObj(p -> new TopicPartition(Topic.UNIT_EVENTS.topicName(), p))
            .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    return admin.listOffsets(asked).all().get().values().stream().mapToLong(o -> o.offset()).sum();
  }

  private long committed(String group) throws Exception {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .entrySet()
        .stream()
        .filter(entry -> entry.getKey().topic().equals(Topic.UNIT_EVENTS.topicName()))
        .filter(entry -> entry.getValue() != null)
        .mapToLong(entry -> entry.getValue().offset())
        .sum();
  }

  private static void print(List<Drained> app, List<Drained> bare, List<Drained> same) {
    System.out.printf(
        Locale.ROOT,
        "| medians of %d rounds | events/s | streams-app to it | processor per event, broker"
            + " included | it to streams-app |%n|---|---|---|---|---|%n",
        app.size());
    row("streams-app", app, app);
    row("bare hops, every record through all of them", bare, app);
    row("hops that hand on and store as much", same, app);
  }

  private static void row(String name, List<Drained> its, List<Drained> app) {
    double rate = median(its, Drained::rate);
    double cost = median(its, Drained::cost);
    System.out.printf(
        Locale.ROOT,
        "| %s | %,.0f | %.2f | %.0f us | %.2f |%n",
        name,
        rate,
        median(app, Drained::rate) / rate,
        cost,
        cost / median(app, Drained::cost));
  }

  private static double median(List<Drained> figures, ToDoubleFunction<Drained> of) {
    double[] sorted = figures.stream().mapToDouble(of).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
