package dev.groundhog.slack.sink;

import dev.groundhog.events.Alert;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.DeliveryBuilder;
import dev.groundhog.runtime.health.Health;
import dev.groundhog.slack.delivery.Destination;
import dev.groundhog.slack.delivery.Pacer;
import dev.groundhog.slack.fake.Alerts;
import dev.groundhog.slack.reconcile.Daily;
import dev.groundhog.slack.reconcile.Pace;
import dev.groundhog.slack.reconcile.Pages;
import dev.groundhog.slack.sight.Sight;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A desk with a log in memory, and a clock that jumps to whenever there is something to do. The log
 * outlives the desk, like the topic outlives a sink.
 */
final class Lab implements DeliveryLog {
  static final Pace PACE =
      new Pace(Duration.ofSeconds(45), Duration.ofSeconds(10), Duration.ofHours(24));

  final List<Delivery> written = new ArrayList<>();
  final List<String> putAside = new ArrayList<>();
  final Health health = new Health();
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  Instant now = Alerts.START.plusSeconds(60);

  private final Destination destination;
  private final Pace pace;
  private final List<ControlEvent> said = new ArrayList<>();
  private final Map<String, Alert> incidents = new LinkedHashMap<>();
  private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
  private final SinkMetrics sinkMetrics = new SinkMetrics(metrics);
  private Desk desk;

  Lab(Destination destination) {
    this(destination, PACE);
  }

  Lab(Destination destination, Pace pace) {
    this.destination = destination;
    this.pace = pace;
    this.desk = newDesk();
  }

  private Desk newDesk() {
    Pacer pacer = new Pacer(new Random(7));
    return new Desk(
        destination, this, pace, Pages.NONE, pacer, new SlackHealth(health, "fine"), sinkMetrics);
  }

  @Override
  public void remember(List<Delivery> together) {
    written.addAll(together);
    together.forEach(delivery -> deliveries.put(delivery.incident(), delivery));
  }

  @Override
  public void putAside(Entry entry, String reason) {
    putAside.add(reason);
  }

  void should(Alert alert) {
    incidents.put(alert.incident(), alert);
    desk.incident(alert, alert.revision());
  }

  void said(ControlEvent event) {
    said.add(event);
    desk.said(event);
  }

  void daily(List<Daily> all) {
    desk.daily(all);
  }

  void sees(Sight sight) {
    desk.sees(sight, now);
  }

  /** Another sink takes over: it knows the topics and nothing else. */
  void takeOver() {
    desk = newDesk();
    deliveries.values().forEach(desk::remembered);
    said.forEach(desk::said);
    incidents.values().forEach(alert -> desk.incident(alert, alert.revision()));
  }

  /** As if another version had put what stands there. */
  void toldOtherwise(String incident) {
    deliveries.computeIfPresent(
        incident, (id, seen) -> DeliveryBuilder.builder(seen).hash("another").build());
  }

  Alert newest(String incident) {
    return java.util.Objects.requireNonNull(incidents.get(incident));
  }

  Delivery seen(String incident) {
    return deliveries.getOrDefault(incident, Delivery.none(incident));
  }

  /** One step, with the answer of the call that it started, if any. */
  Instant step() {
    Instant next = desk.step(now);
    if (desk.isCalling()) {
      desk.finish(Duration.ofSeconds(20), Clock.fixed(now, ZoneOffset.UTC));
      return now;
    }
    return next;
  }

  /** Starts a call and dies before the answer. */
  void dieWhileCalling() {
    desk.step(now);
    takeOver();
  }

  /** Goes on until nothing is left to say. */
  void settle() {
    settle(Duration.ofDays(365));
  }

  /** Goes on for so long at most. */
  void settle(Duration most) {
    Instant end = now.plus(most);
    for (int i = 0; i < 10_000; i++) {
      Instant next = step();
      if (next.isAfter(end)) {
        if (!next.equals(Instant.MAX)) now = end;
        return;
      }
      if (next.isAfter(now)) now = next;
    }
    throw new AssertionError("never comes to rest");
  }

  /** What a clock in nanoseconds would show. */
  long nanos() {
    return Duration.between(Instant.EPOCH, now).toNanos();
  }
}
