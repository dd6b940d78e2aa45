package dev.groundhog.ctl.log;

import java.time.Instant;
import java.util.function.Consumer;

/**
 * What was recorded. Reading twice gives the same records in the same order, but for those that
 * were appended in between.
 *
 * <p>Each call reads from where the records are; nothing is kept. It throws what the reader throws,
 * and whatever the place has to say when it cannot be read.
 */
public interface Source {

  /** How many partitions the topic of unit events has, from 1. */
  int partitions();

  /**
   * Unit events by append time, then partition, then offset: a total order, the same for everybody.
   *
   * @param from first append time
   * @param to last append time; {@link #LATEST} for all there is when the reading begins
   */
  void unitEvents(Instant from, Instant to, Consumer<LogRecord> reader);

  /**
   * The oldest unit event of each partition that has one, in any order. Costs a reading of the log
   * up to the last of them, where the place of a partition's first is not known.
   */
  default void firstUnitEvents(Consumer<LogRecord> reader) {
    new Firsts(partitions(), reader).read(this);
  }

  /** All revisions that were alerted, in their order. */
  void alerts(Consumer<LogRecord> reader);

  /** All that people and the pipeline said about it, in its order. */
  void controlEvents(Consumer<LogRecord> reader);

  /** Later than anything that is recorded, and still a time that every program can write down. */
  Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
}
