package dev.groundhog.streams;

import dev.groundhog.engine.host.Verdict;
import dev.groundhog.events.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** The figures that tell whether the pipeline works. Thread-safe. */
final class Figures {
  private final MeterRegistry registry;
  private final AtomicLong logTime = new AtomicLong();

  Figures(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge("groundhog.log.time.seconds", logTime, time -> time.get() / 1000.0);
  }

  void judged(Verdict verdict) {
    registry.counter("groundhog.unit.events", "verdict", word(verdict)).increment();
  }

  void deadLetter() {
    registry.counter("groundhog.dead.letters").increment();
  }

  void filed(int crashes) {
    registry.counter("groundhog.crashes.filed").increment(crashes);
  }

  void alerted(Reason reason) {
    registry.counter("groundhog.alerts", "reason", word(reason)).increment();
  }

  /** The log's time has come so far. */
  void tick(Instant appended) {
    logTime.accumulateAndGet(appended.toEpochMilli(), Math::max);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
