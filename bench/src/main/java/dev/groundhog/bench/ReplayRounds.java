package dev.groundhog.bench;

import dev.groundhog.ctl.log.KafkaSource;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.replay.Replay;
import dev.groundhog.ctl.replay.TimeRange;
import dev.groundhog.ctl.timeline.Filter;
import dev.groundhog.ctl.timeline.Timeline;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.settings.Settings;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The measuring half of {@link ReplayBench}, in a process of its own. */
public final class ReplayRounds {
  private static final TimeRange ALL =
      new TimeRange(Instant.parse("2026-11-22T00:00:00Z"), Source.LATEST);

  private final String servers;

  private ReplayRounds(String servers) {
    this.servers = servers;
  }

  public static void main(String[] args) throws Exception {
    new ReplayRounds(args[0]).run(Integer.parseInt(args[1]));
    System.exit(0);
  }

  private void run(int rounds) throws Exception {
    System.out.println(
        "| round | records | only parsing, /s | replay, /s | replay to parsing | MiB kept, by quarter |");
    System.out.println("|---|---|---|---|---|---|");
    List<Double> ratios = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      long begun = System.nanoTime();
      long records = parse();
      long parsed = System.nanoTime();
      String kept = replay();
      long replayed = System.nanoTime();
      double parsing = records / ((parsed - begun) / 1e9);
      double replaying = records / ((replayed - parsed) / 1e9);
      ratios.add(replaying / parsing);
      System.out.printf(
          Locale.ROOT,
          "| %d | %,d | %,.0f | %,.0f | %.2f | %s |%n",
          round,
          records,
          parsing,
          replaying,
          replaying / parsing,
          kept);
    }
    Collections.sort(ratios);
    System.out.printf(
        Locale.ROOT,
        "median %.2f; the heap is of %,d MiB%n",
        ratios.get(ratios.size() / 2),
        Runtime.getRuntime().maxMemory() >> 20);
  }

  /** The limit: nobody can judge what was not read and parsed. */
  private long parse() throws MalformedEventException {
    Map<String, Object> config =
        Map.of("bootstrap.servers", servers, "max.poll.records", 2000, "enable.auto.commit", false);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int p = 0; p < ReplayBench.PARTITIONS; p++) {
        partitions.add(new TopicPartition(ReplayBench.NAMES.of(Topic.UNIT_EVENTS), p));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long left = consumer.endOffsets(partitions).values().stream().mapToLong(n -> n).sum();
      long records = 0;
      while (records < left) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (Wire.UNIT_EVENT.decode(record.value()).v() > 0) records++;
        }
      }
      return records;
    }
  }

  /** As the command does, to its last line. Returns what it kept in memory. */
  private String replay() {
    Settings settings = Settings.of(Map.of("kafka.bootstrap.servers", servers));
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Timeline lines = new Timeline(nowhere, new Filter(null, null), ZoneOffset.UTC);
    try (LiveHeap heap = new LiveHeap()) {
      new Replay(new KafkaSource(settings, ReplayBench.NAMES)).run(ALL, Rules.BUILT_IN, lines);
      return heap.quarters();
    }
  }
}
