package dev.groundhog.engine.rehearsal;

import dev.groundhog.events.UnitEvent;
import java.time.Duration;
import java.time.Instant;

/** One thing that happens in a rehearsal. */
public sealed interface Step {

  /**
   * An event reaches the log.
   *
   * @param appended when; never before the arrival of the step before
   */
  record Arrival(Instant appended, UnitEvent event) implements Step {}

  /**
   * The pipeline stands still: hosts go on writing to the log, nobody reads it, and nobody writes
   * ticks.
   */
  record Downtime(Instant from, Duration lasting) implements Step {}
}
