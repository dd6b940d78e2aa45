package dev.groundhog.ctl.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.ctl.archive.MemorySource;
import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.replay.Replay;
import dev.groundhog.ctl.replay.TimeRange;
import dev.groundhog.ctl.timeline.Listener;
import dev.groundhog.ctl.transfer.RandomFleet;
import dev.groundhog.ctl.verify.Finding.Verdict;
import dev.groundhog.engine.Pipeline;
import dev.groundhog.engine.rehearsal.Totals;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.rules.RulesFile;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Alert.HostPart;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.Wire;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * A log and what a live pipeline told of it, for random fleets; the live side reads partitions as
 * they come.
 */
class VerifyPropertyTest {
  private static final TimeRange ALL = new TimeRange(RandomFleet.NINE, Source.LATEST);

  @Property
  void what_was_told_agrees_with_the_log_in_whatever_order_partitions_were_read(@ForAll long seed)
      throws Exception {
    MemorySource log = new RandomFleet(seed).events();
    List<Alert> live = live(log, new Random(seed));
    Verification found = Verification.of(told(log, live), ALL);
    assertThat(found.findings())
        .filteredOn(finding -> finding.verdict() == Verdict.DIFFERS)
        .extracting(finding -> finding.pair().any().id() + finding.lines())
        .as("of seed %d", seed)
        .isEmpty();
    assertThat(found.findings()).hasSizeGreaterThanOrEqualTo((int) incidents(live));
    assertThat(found.findings())
        .filteredOn(finding -> finding.verdict() == Verdict.NOT_JUDGED)
        .as("what cannot be judged")
        .isEmpty();
  }

  @Property
  void a_crash_that_is_missing_in_the_log_is_found_out(@ForAll long seed) throws Exception {
    MemorySource log = new RandomFleet(seed).events();
    List<Alert> live = live(log, new Random(seed));
    List<String> counted = counted(log);
    Assume.that(!counted.isEmpty());
    String missing = counted.get(Math.floorMod(seed, counted.size()));
    MemorySource altered = new MemorySource(log.partitions());
    log.of(Topic.CONTROL).forEach(altered::add);
    log.of(Topic.UNIT_EVENTS).stream()
        .filter(record -> !missing.equals(place(record)))
        .forEach(altered::add);
    isFoundOut(Verification.of(told(altered, live), ALL), seed);
  }

  @Property(tries = 10)
  void a_pipeline_that_stands_still_is_no_agreement(@ForAll long seed) throws Exception {
    MemorySource log = new RandomFleet(seed).events();
    List<Alert> live = live(log, new Random(seed));
    Instant stopped = RandomFleet.NINE.plusSeconds(2400);
    MemorySource still = new MemorySource(log.partitions());
    log.of(Topic.CONTROL).forEach(still::add);
    log.of(Topic.UNIT_EVENTS).stream()
        .filter(record -> record.key() != null || record.appended().isBefore(stopped))
        .forEach(still::add);
    live.removeIf(alert -> alert.at().isAfter(stopped));
    Verification found = Verification.of(told(still, live), ALL);
    assertThat(found.stopped()).isNotNull();
    assertThat(found.agrees()).isFalse();
  }

  @Property
  void an_incident_that_was_not_alerted_is_found_out(@ForAll long seed) throws Exception {
    MemorySource log = new RandomFleet(seed).events();
    List<Alert> live = live(log, new Random(seed));
    String gone = one(live, seed);
    live.removeIf(alert -> alert.incident().equals(gone));
    isFoundOut(Verification.of(told(log, live), ALL), seed);
  }

  @Property
  void a_wrong_figure_host_or_ending_is_found_out(@ForAll long seed) throws Exception {
    MemorySource log = new RandomFleet(seed).events();
    List<Alert> live = live(log, new Random(seed));
    String wrong = one(live, seed);
    List<UnaryOperator<Alert>> ways =
        List.of(
            a -> AlertBuilder.builder(a).crashes(a.crashes() + 1).build(),
            a -> AlertBuilder.builder(a).hostCount(a.hostCount() + 1).build(),
            a -> AlertBuilder.builder(a).channel("#elsewhere").build(),
            a -> AlertBuilder.builder(a).state(ending(a)).newsReason(reason(a)).build());
    UnaryOperator<Alert> way = ways.get(Math.floorMod(seed, ways.size()));
    live.replaceAll(alert -> alert.incident().equals(wrong) ? way.apply(alert) : alert);
    isFoundOut(Verification.of(told(log, live), ALL), seed);
  }

  @Property
  void a_single_revision_that_was_lost_is_found_out(@ForAll long seed) throws Exception {
    MemorySource log = new RandomFleet(seed).events();
    List<Alert> live = live(log, new Random(seed));
    Assume.that(!live.isEmpty());
    live.remove(Math.floorMod(seed, live.size()));
    isFoundOut(Verification.of(told(log, live), ALL), seed);
  }

  @Property
  void a_single_revision_with_a_wrong_figure_or_host_is_found_out(@ForAll long seed)
      throws Exception {
    MemorySource log = new RandomFleet(seed).events();
    List<Alert> live = live(log, new Random(seed));
    List<Alert> incidents = live.stream().filter(Alert::isIncident).toList();
    Assume.that(!incidents.isEmpty());
    Alert wrong = incidents.get(Math.floorMod(seed, incidents.size()));
    List<UnaryOperator<Alert>> ways =
        List.of(
            a -> AlertBuilder.builder(a).crashes(a.crashes() + 1).build(),
            a -> AlertBuilder.builder(a).revision(a.revision() + 1).build(),
            a -> a.scope() == Scope.UNIT ? elsewhere(a) : fewer(a));
    UnaryOperator<Alert> way = ways.get(Math.floorMod(seed / 7, ways.size()));
    live.set(live.indexOf(wrong), way.apply(wrong));
    isFoundOut(Verification.of(told(log, live), ALL), seed);
  }

  private static Alert fewer(Alert alert) {
    return AlertBuilder.builder(alert).crashes(alert.crashes() - 1).build();
  }

  private static Alert elsewhere(Alert alert) {
    List<HostPart> hosts = new ArrayList<>(alert.hosts());
    HostPart first = hosts.get(0);
    hosts.set(
        0,
        new HostPart(
            "elsewhere", first.crashes(), first.state(), first.lastCrashAt(), first.restarts()));
    return AlertBuilder.builder(alert).hosts(hosts).build();
  }

  private static AlertState ending(Alert alert) {
    return alert.state() == AlertState.DOWN ? AlertState.RECOVERED : AlertState.DOWN;
  }

  private static Reason reason(Alert alert) {
    return alert.state() == AlertState.DOWN ? Reason.RECOVERED : Reason.DOWN;
  }

  private static void isFoundOut(Verification found, long seed) {
    assertThat(found.agrees()).as("seed %d", seed).isFalse();
  }

  private static long incidents(List<Alert> live) {
    return live.stream().map(Alert::incident).distinct().count();
  }

  private static String one(List<Alert> live, long seed) {
    List<String> all = live.stream().map(Alert::incident).distinct().toList();
    Assume.that(!all.isEmpty());
    return all.get(Math.floorMod(seed, all.size()));
  }

  private static String place(LogRecord record) {
    return record.partition() + ":" + record.offset();
  }

  /** Places of crashes that an incident counts. */
  private static List<String> counted(MemorySource log) {
    List<String> places = new ArrayList<>();
    Map<String, String> byCrash = new HashMap<>();
    for (LogRecord record : log.of(Topic.UNIT_EVENTS)) {
      try {
        UnitEvent event = Wire.UNIT_EVENT.decode(record.value());
        if (event.id() == null) continue;
        // Of an event that came twice one is counted, also if the other is missing.
        byCrash.merge(event.id(), place(record), (one, other) -> "twice");
      } catch (MalformedEventException e) {
        // No crash.
      }
    }
    new Replay(log)
        .run(
            ALL,
            null,
            new Silent() {
              @Override
              public void event(
                  UnitEvent event,
                  Instant when,
                  dev.groundhog.engine.host.Verdict verdict,
                  List<UnitDesk.Filed> filed) {
                for (UnitDesk.Filed each : filed) {
                  String place = byCrash.get(each.crash());
                  if (each.incident() != null && place != null && !place.equals("twice")) {
                    places.add(place);
                  }
                }
              }
            });
    return places;
  }

  /** What the desks tell when partitions are up to three seconds apart. */
  private static List<Alert> live(MemorySource log, Random random) throws Exception {
    Rules rules = RulesFile.parse(RandomFleet.RULES);
    Pipeline pipeline = new Pipeline(() -> rules);
    List<Queue<LogRecord>> queues = new ArrayList<>();
    for (int p = 0; p < log.partitions(); p++) {
      int partition = p;
      queues.add(
          new ArrayDeque<>(
              log.of(Topic.UNIT_EVENTS).stream()
                  .filter(record -> record.partition() == partition)
                  .toList()));
    }
    List<Alert> alerts = new ArrayList<>();
    while (!queues.isEmpty()) {
      Instant least =
          queues.stream().map(q -> q.element().appended()).min(Instant::compareTo).orElseThrow();
      List<Queue<LogRecord>> may =
          queues.stream()
              .filter(q -> q.element().appended().isBefore(least.plusSeconds(3)))
              .toList();
      Queue<LogRecord> chosen = may.get(random.nextInt(may.size()));
      LogRecord record = chosen.remove();
      queues.removeIf(Queue::isEmpty);
      try {
        UnitEvent event = Wire.UNIT_EVENT.decode(record.value());
        alerts.addAll(
            pipeline
                .accept(
                    event, record.partition(), log.partitions(), record.appended(), record.offset())
                .alerts());
      } catch (MalformedEventException e) {
        // A dead letter.
      }
    }
    return alerts;
  }

  private static MemorySource told(MemorySource log, List<Alert> alerts) {
    MemorySource all = new MemorySource(log.partitions());
    log.of(Topic.UNIT_EVENTS).forEach(all::add);
    log.of(Topic.CONTROL).forEach(all::add);
    for (int i = 0; i < alerts.size(); i++) {
      Alert alert = alerts.get(i);
      all.add(
          new LogRecord(
              Topic.ALERTS,
              0,
              i,
              RandomFleet.NINE.plusMillis(i),
              alert.incident(),
              Wire.ALERT.encode(alert)));
    }
    return all;
  }

  /** Hears nothing. */
  private abstract static class Silent implements Listener {
    @Override
    public void alert(Alert alert) {}

    @Override
    public void malformed(int partition, long offset, String reason) {}

    @Override
    public void end(Totals totals) {}
  }
}
