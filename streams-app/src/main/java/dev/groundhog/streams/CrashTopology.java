package dev.groundhog.streams;

import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Topic;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
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
 *                      +-------------------------+------------------------------+----&gt; dead-letters
 * </pre>
 *
 * <p>A host desk's progress goes to every partition of signals, so that each unit desk knows the
 * log's time. Every node and store has a name of its own: generated names shift when a node is
 * added and would orphan the state of running installations. There is no {@code suppress()}: it
 * holds a result until another record comes.
 */
final class CrashTopology {
  private final Function<Instant, Rules> rules;
  private final int eventPartitions;
  private final Figures figures;

  /** With rules that are the same at every time of the log. */
  CrashTopology(Supplier<Rules> rules, int eventPartitions, Figures figures) {
    this(appended -> rules.get(), eventPartitions, figures);
  }

  /**
   * @param rules by the append time of the record in question
   * @param eventPartitions how many partitions unit-events has; signals gets as many
   */
  CrashTopology(Function<Instant, Rules> rules, int eventPartitions, Figures figures) {
    this.rules = rules;
    this.eventPartitions = eventPartitions;
    this.figures = figures;
  }

  Topology build(Properties properties) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, Judged<Signal>> judged =
        builder.stream(
                Topic.UNIT_EVENTS.topicName(),
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("unit-events"))
            .process(
                new Desk<>(
                    () -> new HostDeskProcessor(new RulesOfRecord(rules), eventPartitions, figures),
                    Stores.OF_HOST_DESK),
                Named.as("host-desk"));
    deadLetters(judged, "");
    KStream<String, Alert> alerts = alerts(revisions(signals(judged)));
    Serde<Alert> serde = JsonSerde.ofContract(Alert.class);
    alerts.to(Topic.ALERTS.topicName(), Produced.with(Serdes.String(), serde).withName("alerts"));
    alerts.to(
        Topic.INCIDENTS.topicName(), Produced.with(Serdes.String(), serde).withName("incidents"));
    return builder.build(properties);
  }

  private <V> void deadLetters(KStream<String, Judged<V>> judged, String desk) {
    judged
        .process(() -> new DeadLetterProcessor<V>(figures), Named.as("dead-letter" + desk))
        .to(
            Topic.DEAD_LETTERS.topicName(),
            Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("dead-letters" + desk));
  }

  private KStream<String, Signal> signals(KStream<String, Judged<Signal>> judged) {
    return judged
        .process(() -> new ResultProcessor<Signal>(), Named.as("signals-of"))
        .repartition(
            Repartitioned.<String, Signal>as("signals")
                .withKeySerde(Serdes.String())
                .withValueSerde(JsonSerde.of(Signal.class))
                .withNumberOfPartitions(eventPartitions)
                .withStreamPartitioner(new ToUnitDesks()));
  }

  private KStream<String, Alert> revisions(KStream<String, Signal> signals) {
    KStream<String, Judged<Alert>> judged =
        signals.process(
            new Desk<>(
                () -> new UnitDeskProcessor(new RulesOfRecord(rules), figures),
                Stores.OF_UNIT_DESK),
            Named.as("unit-desk"));
    deadLetters(judged, "-of-unit-desk");
    return judged
        .process(() -> new ResultProcessor<Alert>(), Named.as("revisions-of"))
        .repartition(
            Repartitioned.<String, Alert>as("revisions")
                .withKeySerde(Serdes.String())
                .withValueSerde(JsonSerde.of(Alert.class))
                .withNumberOfPartitions(1));
  }

  private KStream<String, Alert> alerts(KStream<String, Alert> revisions) {
    KStream<String, Judged<Alert>> judged =
        revisions.process(
            new Desk<>(
                () -> new FleetDeskProcessor(new RulesOfRecord(rules), figures),
                Stores.OF_FLEET_DESK),
            Named.as("fleet-desk"));
    deadLetters(judged, "-of-fleet-desk");
    return judged.process(() -> new ResultProcessor<Alert>(), Named.as("alerts-of"));
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
