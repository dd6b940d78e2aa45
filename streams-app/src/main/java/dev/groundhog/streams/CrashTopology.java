package dev.groundhog.streams;

import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Topic;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Wiring only.
 *
 * <pre>
 *   unit-events --&gt; host-desk --&gt; signals --&gt; unit-desk --&gt; revisions --&gt; fleet-desk --&gt; alerts
 *     key host         |         key family               one partition          \-----&gt; incidents
 *                      +----&gt; dead-letters
 * </pre>
 *
 * <p>A host desk's progress goes to every partition of signals, so that each unit desk knows the
 * log's time. Every node and store has a name of its own: generated names shift when a node is
 * added and would orphan the state of running installations. There is no {@code suppress()}: it
 * holds a result until another record comes.
 */
final class CrashTopology {
  private final Supplier<Rules> rules;
  private final int eventPartitions;
  private final Figures figures;

  /**
   * @param eventPartitions how many partitions unit-events has; signals gets as many
   */
  CrashTopology(Supplier<Rules> rules, int eventPartitions, Figures figures) {
    this.rules = rules;
    this.eventPartitions = eventPartitions;
    this.figures = figures;
  }

  Topology build(Properties properties) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, Judged> judged =
        builder.stream(
                Topic.UNIT_EVENTS.topicName(),
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("unit-events"))
            .process(
                new Desk<>(
                    () -> new HostDeskProcessor(rules, eventPartitions, figures),
                    Stores.OF_HOST_DESK),
                Named.as("host-desk"));
    judged
        .process(() -> new DeadLetterProcessor(figures), Named.as("dead-letter"))
        .to(
            Topic.DEAD_LETTERS.topicName(),
            Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("dead-letters"));
    KStream<String, Alert> alerts = alerts(signals(judged));
    Serde<Alert> serde = JsonSerde.of(Alert.class);
    alerts.to(Topic.ALERTS.topicName(), Produced.with(Serdes.String(), serde).withName("alerts"));
    alerts.to(
        Topic.INCIDENTS.topicName(), Produced.with(Serdes.String(), serde).withName("incidents"));
    return builder.build(properties);
  }

  private KStream<String, Signal> signals(KStream<String, Judged> judged) {
    return judged
        .flatMapValues(Judged::signals, Named.as("signals-of"))
        .selectKey((host, signal) -> family(signal), Named.as("family"))
        .repartition(
            Repartitioned.<String, Signal>as("signals")
                .withKeySerde(Serdes.String())
                .withValueSerde(JsonSerde.of(Signal.class))
                .withNumberOfPartitions(eventPartitions)
                .withStreamPartitioner(new ToUnitDesks()));
  }

  private KStream<String, Alert> alerts(KStream<String, Signal> signals) {
    return signals
        .process(
            new Desk<>(() -> new UnitDeskProcessor(rules, figures), Stores.OF_UNIT_DESK),
            Named.as("unit-desk"))
        .repartition(
            Repartitioned.<String, Alert>as("revisions")
                .withKeySerde(Serdes.String())
                .withValueSerde(JsonSerde.of(Alert.class))
                .withNumberOfPartitions(1))
        .process(
            new Desk<>(() -> new FleetDeskProcessor(rules, figures), Stores.OF_FLEET_DESK),
            Named.as("fleet-desk"));
  }

  private static String family(Signal signal) {
    String family = signal.family();
    return family == null ? "" : family;
  }

  /** Signals go by their family; progress goes to all. */
  static final class ToUnitDesks implements StreamPartitioner<String, Signal> {
    @Override
    public Optional<Set<Integer>> partitions(
        String topic, String key, Signal signal, int numPartitions) {
      if (!(signal instanceof Signal.Progress)) return Optional.empty();
      Set<Integer> all = new TreeSet<>();
      for (int i = 0; i < numPartitions; i++) all.add(i);
      return Optional.of(all);
    }
  }
}
