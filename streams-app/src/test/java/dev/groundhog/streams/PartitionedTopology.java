package dev.groundhog.streams;

import dev.groundhog.engine.rehearsal.Rehearsal;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.events.Alert;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.Wire;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The real topology on several partitions. Kafka's driver knows one partition only, so there is a
 * driver for each task (a host desk and a unit desk per partition, one fleet desk), and what one
 * writes to a repartition topic is carried to the drivers that would read it. Each driver also runs
 * the desks behind its own; what those say is not listened to.
 */
final class PartitionedTopology implements Rehearsal.Desks, AutoCloseable {
  private static final String SIGNALS = "groundhog-signals-repartition";
  private static final String REVISIONS = "groundhog-revisions-repartition";

  private final int partitions;
  private final CrashTopology.ToUnitDesks toUnitDesks = new CrashTopology.ToUnitDesks();
  private final List<HostTask> hostTasks = new ArrayList<>();
  private final List<UnitTask> unitTasks = new ArrayList<>();
  private final FleetTask fleetTask;

  PartitionedTopology(Rules rules, int partitions, Path state) {
    this.partitions = partitions;
    for (int p = 0; p < partitions; p++) {
      hostTasks.add(new HostTask(driver(rules, state.resolve("host-" + p))));
      unitTasks.add(new UnitTask(driver(rules, state.resolve("unit-" + p))));
    }
    fleetTask = new FleetTask(driver(rules, state.resolve("fleet")));
  }

  private TopologyTestDriver driver(Rules rules, Path state) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, StreamsApp.APPLICATION_ID);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    Figures figures = new Figures(new SimpleMeterRegistry());
    return new TopologyTestDriver(
        new CrashTopology(() -> rules, partitions, figures).build(properties), properties);
  }

  @Override
  public List<Alert> accept(UnitEvent event, int partition, Instant appended, long offset) {
    List<Alert> alerts = new ArrayList<>();
    for (TestRecord<String, Signal> signal : hostTasks.get(partition).accept(event, appended)) {
      for (int desk : readersOf(signal)) {
        TestRecord<String, Signal> from = withPartition(signal, partition);
        for (TestRecord<byte[], byte[]> revision : unitTasks.get(desk).accept(from)) {
          alerts.addAll(fleetTask.accept(revision));
        }
      }
    }
    return alerts;
  }

  private Set<Integer> readersOf(TestRecord<String, Signal> signal) {
    byte[] key = signal.key().getBytes(StandardCharsets.UTF_8);
    return toUnitDesks
        .partitions(SIGNALS, signal.key(), signal.value(), partitions)
        .orElseGet(() -> Set.of(BuiltInPartitioner.partitionForKey(key, partitions)));
  }

  /** Each driver believes that it reads partition 0. */
  private TestRecord<String, Signal> withPartition(TestRecord<String, Signal> signal, int its) {
    if (!(signal.value() instanceof Signal.Progress progress)) return signal;
    Signal from = new Signal.Progress(its, progress.of(), progress.appended());
    return new TestRecord<>(signal.key(), from, signal.headers(), signal.getRecordTime());
  }

  @Override
  public void close() {
    hostTasks.forEach(task -> task.driver.close());
    unitTasks.forEach(task -> task.driver.close());
    fleetTask.driver.close();
  }

  private static final class HostTask {
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> events;
    private final TestOutputTopic<String, Signal> signals;

    HostTask(TopologyTestDriver driver) {
      this.driver = driver;
      this.events =
          driver.createInputTopic(
              Topic.UNIT_EVENTS.topicName(), new ByteArraySerializer(), new ByteArraySerializer());
      this.signals =
          driver.createOutputTopic(
              SIGNALS, new StringDeserializer(), JsonSerde.of(Signal.class).deserializer());
    }

    List<TestRecord<String, Signal>> accept(UnitEvent event, Instant appended) {
      byte[] key = event.host().getBytes(StandardCharsets.UTF_8);
      events.pipeInput(new TestRecord<>(key, Wire.UNIT_EVENT.encode(event), appended));
      return signals.readRecordsToList();
    }
  }

  private static final class UnitTask {
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, Signal> signals;
    private final TestOutputTopic<byte[], byte[]> revisions;

    UnitTask(TopologyTestDriver driver) {
      this.driver = driver;
      this.signals =
          driver.createInputTopic(
              SIGNALS, new StringSerializer(), JsonSerde.of(Signal.class).serializer());
      this.revisions =
          driver.createOutputTopic(
              REVISIONS, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    List<TestRecord<byte[], byte[]>> accept(TestRecord<String, Signal> signal) {
      signals.pipeInput(signal);
      return revisions.readRecordsToList();
    }
  }

  private static final class FleetTask {
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> revisions;
    private final TestOutputTopic<byte[], byte[]> alerts;

    FleetTask(TopologyTestDriver driver) {
      this.driver = driver;
      this.revisions =
          driver.createInputTopic(REVISIONS, new ByteArraySerializer(), new ByteArraySerializer());
      this.alerts =
          driver.createOutputTopic(
              Topic.ALERTS.topicName(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    List<Alert> accept(TestRecord<byte[], byte[]> revision) {
      revisions.pipeInput(revision);
      return alerts.readRecordsToList().stream()
          .map(TestRecord::value)
          .map(PartitionedTopology::alert)
          .toList();
    }
  }

  private static Alert alert(byte[] value) {
    try {
      return Wire.ALERT.decode(value);
    } catch (MalformedEventException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
