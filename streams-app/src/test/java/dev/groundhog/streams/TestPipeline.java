package dev.groundhog.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.events.Alert;
import dev.groundhog.events.EventType;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.events.Wire;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The real topology on Kafka's own driver; times are seconds after nine o'clock. */
final class TestPipeline implements AutoCloseable {
  static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> events;

  TestPipeline(Supplier<Rules> rules, Path state, int partitions) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, StreamsApp.APPLICATION_ID);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    CrashTopology topology = new CrashTopology(rules, partitions, new Figures(metrics));
    driver = new TopologyTestDriver(topology.build(properties), properties, NINE);
    events =
        driver.createInputTopic(
            Topic.UNIT_EVENTS.topicName(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  static Instant at(double second) {
    return NINE.plusMillis(Math.round(second * 1000));
  }

  void crash(String host, int second) {
    event(EventType.STOPPED, host, "chat.service", second);
  }

  /** Its id is made of all of it: the same twice is the same fact. */
  void event(EventType type, String host, String unit, double second) {
    String id = host + "@" + second + " " + unit;
    send(of(type, host, second).id(id).unit(unit).build(), second);
  }

  static UnitEventBuilder of(EventType type, String host, double second) {
    String id = host + "@" + second;
    return UnitEventBuilder.builder().type(type).host(host).id(id).result(ServiceResult.SIGNAL);
  }

  void tick(int second) {
    send(UnitEventBuilder.builder().type(EventType.TICK).host("").build(), second);
  }

  /** The log takes it in at that second. */
  void send(UnitEvent event, double second) {
    byte[] key = event.host().getBytes(UTF_8);
    events.pipeInput(new TestRecord<>(key, Wire.UNIT_EVENT.encode(event), at(second)));
  }

  /** As if a host desk elsewhere had sent it. */
  void signal(Signal signal) {
    driver
        .createInputTopic(
            "groundhog-signals-repartition", new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(new byte[0], JsonSerde.bytes(signal), signal.appended()));
  }

  /** How often a text stands in the stores. */
  int kept(String text, Predicate<String> stores) {
    int times = 0;
    for (String name : driver.getAllStateStores().keySet()) {
      if (!stores.test(name)) continue;
      KeyValueStore<String, Object> store = driver.getKeyValueStore(name);
      try (KeyValueIterator<String, Object> all = store.all()) {
        while (all.hasNext()) {
          times += String.valueOf(all.next().value).split(Pattern.quote(text), -1).length - 1;
        }
      }
    }
    return times;
  }

  List<Alert> alerts() {
    List<Alert> alerts = new ArrayList<>();
    for (TestRecord<byte[], byte[]> record : written(Topic.ALERTS.topicName())) {
      try {
        alerts.add(Wire.ALERT.decode(record.value()));
      } catch (MalformedEventException e) {
        throw new IllegalStateException(e);
      }
    }
    return alerts;
  }

  List<TestRecord<byte[], byte[]>> deadLetters() {
    return written(Topic.DEAD_LETTERS.topicName());
  }

  /** Their reasons. */
  List<String> letters() {
    return deadLetters().stream().map(letter -> header(letter, "groundhog.reason")).toList();
  }

  /** What was written to any topic since it was last asked for. */
  List<TestRecord<byte[], byte[]>> written(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  double count(String counter) {
    return metrics.counter(counter).count();
  }

  static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  @Override
  public void close() {
    driver.close();
  }
}
