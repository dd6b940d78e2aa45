package dev.groundhog.producer.agent;

import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.producer.journal.Journal;
import dev.groundhog.producer.journal.UnitState;
import dev.groundhog.producer.spool.HostTime;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after units whose warnings the journal does not get, each time one has stopped, once a
 * second until systemd has started it again or given up. Nothing runs while there is none. What is
 * being looked at is forgotten when the agent ends.
 */
final class HiddenGiveUps implements AutoCloseable, Completion.StopListener {
  private static final Logger log = LoggerFactory.getLogger(HiddenGiveUps.class);
  private static final long EVERY_MILLIS = 1_000;

  /** A unit may wait long for its restart ({@code RestartSec=}); longer than this is no loop. */
  private static final long LONGEST_MILLIS = 10 * 60_000;

  private record Stop(String invocation, HostTime captured) {}

  private final String host;
  private final Journal journal;
  private final HostClock clock;
  private final LongSupplier monotonicMillis;
  private final FactWriter.Sink sink;
  private final Map<String, Stop> stops = new ConcurrentHashMap<>();
  private final AtomicBoolean planned = new AtomicBoolean();
  private final ScheduledExecutorService thread;

  HiddenGiveUps(
      String host,
      Journal journal,
      HostClock clock,
      LongSupplier monotonicMillis,
      FactWriter.Sink sink) {
    this.host = host;
    this.journal = journal;
    this.clock = clock;
    this.monotonicMillis = monotonicMillis;
    this.sink = sink;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            run -> {
              Thread daemon = new Thread(run, "gave-up");
              daemon.setDaemon(true);
              return daemon;
            });
  }

  @Override
  public void stopped(UnitEvent event, HostTime captured, UnitState state) {
    if (!state.hidesWarnings() || event.unit() == null || event.invocation() == null) return;
    if (Boolean.TRUE.equals(event.planned()) || !journal.isWatched(event.unit())) return;
    stops.put(event.unit(), new Stop(event.invocation(), captured));
    lookLater();
  }

  private void lookLater() {
    if (thread.isShutdown() || !planned.compareAndSet(false, true)) return;
    Future<?> unused = thread.schedule(this::look, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    planned.set(false);
    try {
      lookAtAll();
    } catch (RuntimeException e) {
      log.error("units that hide their warnings were not asked about; trying again", e);
    }
    if (!stops.isEmpty()) lookLater();
  }

  private void lookAtAll() {
    if (stops.isEmpty()) return;
    HostTime now = clock.now();
    long sinceMonotonic = now.uptimeMillis() - monotonicMillis.getAsLong();
    Map<String, UnitState> states = journal.units(stops.keySet());
    stops.forEach(
        (unit, stop) -> {
          UnitState state = states.get(unit);
          long stoppedAt = stop.captured.uptimeMillis() - sinceMonotonic;
          boolean old = stop.captured.ageAt(now) > LONGEST_MILLIS;
          GiveUpCheck check =
              state == null
                  ? GiveUpCheck.NOT_YET
                  : GiveUpCheck.of(state, stop.invocation, stoppedAt * 1000);
          boolean written = check != GiveUpCheck.GAVE_UP || write(unit, stop, state, now);
          if (old || (check != GiveUpCheck.NOT_YET && written)) stops.remove(unit, stop);
        });
  }

  private boolean write(String unit, Stop stop, @Nullable UnitState state, HostTime now) {
    UnitEventBuilder event =
        UnitEventBuilder.builder()
            .type(EventType.GAVE_UP)
            .host(host)
            .unit(unit)
            .invocation(stop.invocation)
            .at(Instant.ofEpochMilli(now.wallMillis()));
    if (state != null) state.restarts().ifPresent(event::restarts);
    try {
      sink.write(event.build(), now);
      return true;
    } catch (IOException e) {
      log.warn("{} was given up, which cannot be spooled: {}; trying again", unit, e.getMessage());
      return false;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
