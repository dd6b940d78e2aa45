package dev.groundhog.producer.agent;

import static java.util.Objects.requireNonNull;

import dev.groundhog.producer.keeper.Mode;
import dev.groundhog.producer.keeper.Tended;
import dev.groundhog.runtime.health.Health;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What {@code /health} and {@code /metrics} show of the agent. Set by its thread, read by any. */
final class AgentFigures {
  /** An event is late when it waits longer; short outages of a broker are everyday. */
  private static final long LATE_MILLIS = 5 * 60_000;

  private static final String SHED = "groundhog.spool.shed";

  private final Health health;
  private final MeterRegistry metrics;
  private final AtomicLong bytes = new AtomicLong();
  private final Map<Mode, AtomicInteger> modes = new EnumMap<>(Mode.class);
  private final Counter published;
  private final Counter bad;
  private final Counter refused;
  private final AtomicLong files = new AtomicLong();
  private final AtomicLong oldestMillis = new AtomicLong();
  private final AtomicLong badFiles = new AtomicLong();

  AgentFigures(Health health, MeterRegistry metrics) {
    this.health = health;
    this.metrics = metrics;
    Gauge.builder("groundhog.spool.bytes", bytes, AtomicLong::get).register(metrics);
    metrics.counter(SHED, "type", "tail");
    for (Mode mode : Mode.values()) {
      AtomicInteger is = new AtomicInteger();
      modes.put(mode, is);
      Gauge.builder("groundhog.spool.mode", is, AtomicInteger::get)
          .tag("mode", mode.word())
          .register(metrics);
    }
    published = metrics.counter("groundhog.agent.published");
    bad = metrics.counter("groundhog.spool.bad");
    refused = metrics.counter("groundhog.agent.refused");
    Gauge.builder("groundhog.spool.files", files, AtomicLong::get).register(metrics);
    Gauge.builder("groundhog.spool.oldest.seconds", oldestMillis, n -> n.get() / 1000.0)
        .register(metrics);
  }

  void waitingForKafka() {
    health.failing("kafka", "waiting for the broker and its topics");
  }

  void kafkaTakesEvents() {
    health.ok("kafka", "takes events");
  }

  void kafkaIsAway(String why) {
    refused.increment();
    health.failing("kafka", why + "; events wait in the spool");
  }

  void published() {
    published.increment();
  }

  void bad(long inBadFolder) {
    long before = badFiles.getAndSet(inBadFolder);
    if (inBadFolder > before) bad.increment((double) (inBadFolder - before));
  }

  void waiting(long waiting, long oldest) {
    files.set(waiting);
    oldestMillis.set(oldest);
    String detail = waiting + " files wait, the oldest for " + oldest / 1000 + " s";
    if (oldest > LATE_MILLIS) health.failing("spool", detail);
    else health.ok("spool", detail);
  }

  /** On the keeper's thread. */
  void tended(Tended tended) {
    bytes.set(tended.bytes());
    tended.shed().forEach((type, n) -> metrics.counter(SHED, "type", type).increment(n));
    for (Mode mode : Mode.values())
      requireNonNull(modes.get(mode)).set(mode == tended.mode() ? 1 : 0);
    if (tended.mode() == Mode.DISK) health.ok("disk", tended.reason());
    else health.failing("disk", tended.mode().word() + ": " + tended.reason());
  }

  void spoolTrouble(String why) {
    health.failing("spool", why);
  }
}
