package dev.groundhog.engine.exact;

import dev.groundhog.engine.Pipeline;
import dev.groundhog.engine.exact.Script.Entry;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.events.Alert;
import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Puts a script's reports and the ticks onto partitions and gives them to the engine.
 *
 * @param tickEvery while things happen; after that once a minute is enough
 * @param seed of the interleaving
 * @param patience 0: by the log's time; else how often out of 1,000 the reader stays with the
 *     partition it reads, so that the others fall behind
 */
record Playing(Duration tickEvery, long seed, int patience) {
  static final Playing IN_ORDER = new Playing(Duration.ofSeconds(20), 0, 0);

  /** What came of it. */
  record Result(List<UnitDesk.Filed> filed, List<Alert> alerts) {}

  Result play(Script script) {
    Pipeline pipeline = new Pipeline(script::engineRules);
    List<UnitDesk.Filed> filed = new ArrayList<>();
    List<Alert> alerts = new ArrayList<>();
    List<Entry> log = new ArrayList<>(script.agents());
    log.addAll(interleaved(onPartitions(script)));
    long offset = 0;
    for (Entry entry : log) {
      Pipeline.Outcome outcome =
          pipeline.accept(
              entry.event(), entry.partition(), Script.PARTITIONS, entry.appended(), offset++);
      filed.addAll(outcome.filed());
      alerts.addAll(outcome.alerts());
    }
    return new Result(filed, alerts);
  }

  private List<Deque<Entry>> onPartitions(Script script) {
    List<Entry> all = script.reports();
    Instant tick = dev.groundhog.engine.Fleet.NINE;
    // Long enough for everything to end, settle, be closed and have its last edit.
    Instant until = script.end().plusMillis(2 * script.gap()).plus(Duration.ofHours(2));
    while (tick.isBefore(until)) {
      tick = tick.plus(tick.isBefore(script.end()) ? tickEvery : Duration.ofMinutes(1));
      for (int p = 0; p < Script.PARTITIONS; p++) all.add(new Entry(p, tick, TICK));
    }
    all.sort(Comparator.comparing(Entry::appended));
    List<Deque<Entry>> partitions = new ArrayList<>();
    for (int p = 0; p < Script.PARTITIONS; p++) {
      int partition = p;
      partitions.add(
          new ArrayDeque<>(all.stream().filter(e -> e.partition() == partition).toList()));
    }
    return partitions;
  }

  private List<Entry> interleaved(List<Deque<Entry>> partitions) {
    Random random = new Random(seed);
    List<Entry> log = new ArrayList<>();
    Deque<Entry> reading = partitions.get(0);
    while (partitions.stream().anyMatch(p -> !p.isEmpty())) {
      List<Deque<Entry>> left = partitions.stream().filter(p -> !p.isEmpty()).toList();
      if (patience == 0) {
        reading =
            left.stream().min(Comparator.comparing(p -> p.element().appended())).orElseThrow();
      } else if (reading.isEmpty() || random.nextInt(1000) >= patience) {
        reading = left.get(random.nextInt(left.size()));
      }
      log.add(reading.remove());
    }
    return log;
  }

  private static final UnitEvent TICK = UnitEventBuilder.builder().type(EventType.TICK).build();
}
