package dev.groundhog.streams;

import dev.groundhog.engine.rules.Rules;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The rules for the record that is being judged: those of its place in the log, not of now, so that
 * after an outage the backlog is judged as a replay will judge it.
 */
final class RulesOfRecord implements Supplier<Rules> {
  private final Function<Instant, Rules> byTime;
  private Instant appended = Instant.EPOCH;

  RulesOfRecord(Function<Instant, Rules> byTime) {
    this.byTime = byTime;
  }

  void moveTo(Instant appended) {
    this.appended = appended;
  }

  @Override
  public Rules get() {
    return byTime.apply(appended);
  }
}
