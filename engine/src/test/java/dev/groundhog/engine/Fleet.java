package dev.groundhog.engine;

import dev.groundhog.engine.host.Verdict;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.events.Alert;
import dev.groundhog.events.EventType;
import dev.groundhog.events.Reason;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.Tail;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Hosts whose units start and crash on a clock that the test moves. Events go through the whole
 * engine; ticks come every two seconds of that clock, as live, or as the test says.
 */
public final class Fleet {
  public static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");

  /** As live. */
  private static final Duration TICK = Duration.ofSeconds(2);

  private final Pipeline pipeline;
  private final Duration tickEvery;
  private final int partitions;
  private final List<Alert> alerts = new ArrayList<>();
  private final List<UnitDesk.Filed> filed = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();
  private Instant now = NINE;
  private Instant ticked = NINE;
  private long offset;
  private int runs;

  public Fleet(Rules rules) {
    this(rules, 1, TICK);
  }

  public Fleet(Rules rules, int partitions, Duration tickEvery) {
    this.tickEvery = tickEvery;
    this.pipeline = new Pipeline(() -> rules);
    this.partitions = partitions;
  }

  /** Time passes, with its ticks. */
  public Fleet pass(Duration time) {
    now = now.plus(time);
    while (!ticked.plus(tickEvery).isAfter(now)) {
      ticked = ticked.plus(tickEvery);
      UnitEvent tick = UnitEventBuilder.builder().type(EventType.TICK).build();
      for (int p = 0; p < partitions; p++)
        take(pipeline.accept(tick, p, partitions, ticked, ++offset));
    }
    return this;
  }

  /** Time passes while nobody ticks: streams-app is down, and the log only grows. */
  public Fleet passUnwatched(Duration time) {
    now = now.plus(time);
    ticked = now;
    return this;
  }

  public Fleet passSeconds(long seconds) {
    return pass(Duration.ofSeconds(seconds));
  }

  public Fleet passMinutes(long minutes) {
    return pass(Duration.ofMinutes(minutes));
  }

  public Fleet crash(String host, String unit) {
    return crash(host, unit, e -> e);
  }

  /** A crash now, with what differs from an exit 3 of a unit nobody stopped. */
  public Fleet crash(String host, String unit, UnaryOperator<UnitEventBuilder> with) {
    return send(
        with.apply(
                base(EventType.STOPPED, host, unit)
                    .result(ServiceResult.EXIT_CODE)
                    .exitCode("exited")
                    .exitStatus("3")
                    .planned(false))
            .build());
  }

  public Fleet start(String host, String unit) {
    return send(base(EventType.STARTING, host, unit).build());
  }

  /** A start with the labels of its run. */
  public Fleet start(String host, String unit, Map<String, String> labels) {
    return send(base(EventType.STARTING, host, unit).labels(labels).build());
  }

  public Fleet stop(String host, String unit) {
    return send(
        base(EventType.STOPPED, host, unit).result(ServiceResult.SUCCESS).planned(true).build());
  }

  public Fleet gaveUp(String host, String unit) {
    return send(base(EventType.GAVE_UP, host, unit).build());
  }

  public Fleet alive(String host, String... running) {
    return send(
        base(EventType.ALIVE, host, null)
            .units(List.of(running))
            .unitsHash(String.join(",", running))
            .build());
  }

  /** An event that is being made: id, time and age are filled in. */
  public UnitEventBuilder base(
      EventType type, String host, @org.jspecify.annotations.Nullable String unit) {
    return UnitEventBuilder.builder()
        .id("run-" + ++runs + ":" + type.word())
        .type(type)
        .host(host)
        .unit(unit)
        .at(now)
        .age(0L);
  }

  public Fleet send(UnitEvent event) {
    int partition = Math.floorMod(event.host().hashCode(), partitions);
    take(pipeline.accept(event, partition, partitions, now, ++offset));
    return this;
  }

  private void take(Pipeline.Outcome outcome) {
    verdicts.add(outcome.verdict());
    filed.addAll(outcome.filed());
    alerts.addAll(outcome.alerts());
  }

  public Instant now() {
    return now;
  }

  public List<Alert> alerts() {
    return alerts;
  }

  public List<UnitDesk.Filed> filed() {
    return filed;
  }

  public List<Alert> news() {
    return alerts.stream().filter(Alert::isNews).toList();
  }

  public List<Reason> reasons() {
    return alerts.stream().map(Alert::reason).toList();
  }

  public List<Reason> newsReasons() {
    return news().stream().map(Alert::reason).toList();
  }

  public Alert last() {
    return alerts.get(alerts.size() - 1);
  }

  public Verdict lastVerdict() {
    return verdicts.get(verdicts.size() - 1);
  }

  public long incidents() {
    return alerts.stream().map(Alert::incident).distinct().count();
  }

  /** A tail as a dying Java program leaves it. */
  public static Tail javaTail(String message) {
    return Tail.of(
        "file",
        List.of(
            "INFO serving on 8080",
            "Exception in thread \"main\" java.lang.IllegalStateException: " + message,
            "\tat com.example.Chat.route(Chat.java:41)",
            "\tat com.example.Chat.main(Chat.java:7)"));
  }
}
