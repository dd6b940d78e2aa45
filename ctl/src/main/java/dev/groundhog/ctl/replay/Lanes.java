package dev.groundhog.ctl.replay;

import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.rules.RulesHistory;
import dev.groundhog.engine.HostDesks;
import dev.groundhog.engine.host.HostDesk;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Host desks at work side by side: most of a replay's time goes into parsing and into them, and
 * those of different partitions share nothing. Each lane has some partitions and one thread, which
 * takes their records in their order; what they say is heard on the caller's thread, record by
 * record, in the order in which they were put in. So the number of lanes changes nothing but time.
 *
 * <p>Constant memory: while one batch is judged, the one before it is heard and the next is read.
 */
final class Lanes implements AutoCloseable {
  /** Enough that lanes seldom wait for each other, and little enough to be garbage while young. */
  private static final int BATCH = 512;

  /**
   * What became of a record on its host desk.
   *
   * @param event null: it is none
   * @param outcome null: it is none
   * @param trouble why it is no event
   */
  record Heard(
      LogRecord record,
      @Nullable UnitEvent event,
      HostDesk.@Nullable Outcome outcome,
      @Nullable String trouble) {}

  private final int partitions;
  private final List<Lane> lanes = new ArrayList<>();
  private final Consumer<Heard> hearer;
  private Batch filling = new Batch();
  private Batch judging = new Batch();

  /**
   * @param partitions of the topic
   * @param rules in force; each lane moves through a copy of its own
   */
  Lanes(int partitions, RulesHistory rules, Consumer<Heard> hearer) {
    this(
        partitions,
        Math.min(Runtime.getRuntime().availableProcessors(), partitions),
        rules,
        hearer);
  }

  Lanes(int partitions, int number, RulesHistory rules, Consumer<Heard> hearer) {
    this.partitions = partitions;
    this.hearer = hearer;
    for (int i = 0; i < number; i++) lanes.add(new Lane(i, rules.copy()));
  }

  /** The next record of the total order. */
  void take(LogRecord record) {
    filling.records.add(record);
    if (filling.records.size() == BATCH) turn();
  }

  /** After the last one; then all were heard. */
  void end() {
    turn();
    turn();
  }

  private void turn() {
    Batch full = filling;
    full.begin();
    judging.hear();
    judging = full;
    filling = new Batch();
  }

  @Override
  public void close() {
    lanes.forEach(lane -> lane.thread.shutdownNow());
  }

  private final class Batch {
    private final List<LogRecord> records = new ArrayList<>(BATCH);
    private final List<Future<?>> parts = new ArrayList<>();
    private Heard[] heard = new Heard[0];

    void begin() {
      heard = new Heard[records.size()];
      for (Lane lane : lanes) parts.add(lane.thread.submit(() -> judge(lane)));
    }

    private void judge(Lane lane) {
      for (int i = 0; i < heard.length; i++) {
        LogRecord record = records.get(i);
        if (record.partition() % lanes.size() == lane.number) heard[i] = lane.judge(record);
      }
    }

    void hear() {
      try {
        for (Future<?> part : parts) part.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a record could not be judged: " + e.getCause(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
      for (Heard one : heard) hearer.accept(one);
    }
  }

  /** Some partitions, one thread. */
  private final class Lane {
    private final int number;
    private final RulesHistory rules;
    private final HostDesks desks;
    private final ExecutorService thread;

    Lane(int number, RulesHistory rules) {
      this.number = number;
      this.rules = rules;
      this.desks = new HostDesks(rules::current);
      this.thread =
          Executors.newSingleThreadExecutor(
              task -> {
                Thread thread = new Thread(task, "hosts-" + number);
                thread.setDaemon(true);
                return thread;
              });
    }

    Heard judge(LogRecord record) {
      rules.moveTo(record.appended());
      try {
        UnitEvent event = Wire.UNIT_EVENT.decode(record.value());
        HostDesk.Outcome outcome =
            desks.accept(event, record.partition(), partitions, record.appended(), record.offset());
        return new Heard(record, event, outcome, null);
      } catch (MalformedEventException e) {
        return new Heard(record, null, null, String.valueOf(e.getMessage()));
      }
    }
  }
}
