package dev.groundhog.engine.exact;

import dev.groundhog.engine.Fleet;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.rules.Speed;
import dev.groundhog.engine.rules.UnitRules;
import dev.groundhog.engine.rules.UnitRulesBuilder;
import dev.groundhog.engine.rules.Wave;
import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What happens to a small fleet, written down before anything judges it: the events as they reach
 * the log, and apart from them the crashes that are true.
 */
record Script(RuleSet rules, int knownHosts, List<Happening> happenings) {
  static final int PARTITIONS = 3;
  static final Duration LATENESS = Duration.ofHours(24);

  /**
   * One thing that happens.
   *
   * @param pause seconds since the report before it was written to the log
   * @param delay seconds that its report was under way
   * @param wall seconds that the host's wall clock is wrong by
   * @param prod whether it carries the label that has rules of its own
   */
  record Happening(
      What what, int host, int unit, int pause, int delay, int wall, int exit, boolean prod) {}

  /** CRASH_BY_WALL_CLOCK comes without the monotonic age, TWICE is sent a second time. */
  enum What {
    CRASH,
    TWICE,
    CRASH_BY_WALL_CLOCK,
    STOP
  }

  /** Rules for all, and for crashes with the label env=prod. */
  record RuleSet(Limits all, Limits prod) {}

  /** In seconds. */
  record Limits(
      int fastCrashes,
      int fastWithin,
      int slowCrashes,
      int slowWithin,
      int waveHosts,
      int sharePercent,
      int waveWithin,
      int resolveAfter,
      int reopenWithin) {

    Oracle.Rule truth() {
      return new Oracle.Rule(
          List.of(
              new Oracle.Speed(fastCrashes, fastWithin * 1000L),
              new Oracle.Speed(slowCrashes, slowWithin * 1000L)),
          waveHosts,
          sharePercent,
          waveWithin * 1000L,
          (resolveAfter + reopenWithin) * 1000L);
    }

    UnitRules rules() {
      return UnitRulesBuilder.builder(Rules.BUILT_IN.defaults())
          .hostLoop(
              List.of(
                  new Speed(fastCrashes, Duration.ofSeconds(fastWithin)),
                  new Speed(slowCrashes, Duration.ofSeconds(slowWithin))))
          .wave(new Wave(waveHosts, sharePercent / 100.0, Duration.ofSeconds(waveWithin)))
          .resolveAfter(Duration.ofSeconds(resolveAfter))
          .reopenWithin(Duration.ofSeconds(reopenWithin))
          .lateness(LATENESS)
          .build();
    }
  }

  /** One record of the log. */
  record Entry(int partition, Instant appended, UnitEvent event) {}

  Rules engineRules() {
    return new Rules(
        rules.all().rules(),
        List.of(new Rules.ForUnits("*", Map.of("env", "prod"), rules.prod().rules())));
  }

  long gap() {
    return Math.max(rules.all().truth().gap(), rules.prod().truth().gap());
  }

  /** The crashes that count, each once. */
  List<Oracle.Truth> truths() {
    List<Oracle.Truth> truths = new ArrayList<>();
    long appended = Fleet.NINE.toEpochMilli();
    for (int i = 0; i < happenings.size(); i++) {
      Happening h = happenings.get(i);
      appended += h.pause() * 1000L;
      if (h.what() == What.STOP) continue;
      long happened = appended - h.delay() * 1000L;
      long said = happened + h.wall() * 1000L;
      long when = h.what() == What.CRASH_BY_WALL_CLOCK ? Math.min(appended, said) : happened;
      if (appended - when > LATENESS.toMillis()) continue;
      truths.add(
          new Oracle.Truth(
              "crash-" + i,
              "unit-" + h.unit() + ".service",
              "host-" + h.host(),
              when,
              "exit-code " + (3 + h.exit()),
              cause(h),
              (h.prod() ? rules.prod() : rules.all()).truth()));
    }
    return truths;
  }

  /** What the hosts report, in the order of the log's time. */
  List<Entry> reports() {
    List<Entry> entries = new ArrayList<>();
    Instant appended = Fleet.NINE;
    for (int i = 0; i < happenings.size(); i++) {
      Happening h = happenings.get(i);
      appended = appended.plusSeconds(h.pause());
      Entry entry = new Entry(h.host() % PARTITIONS, appended, event(h, "crash-" + i, appended));
      entries.add(entry);
      if (h.what() == What.TWICE) entries.add(entry);
    }
    return entries;
  }

  Instant end() {
    return Fleet.NINE.plusSeconds(happenings.stream().mapToLong(Happening::pause).sum());
  }

  /** The agents that said, before anything happened, that the units exist on their hosts. */
  List<Entry> agents() {
    List<Entry> agents = new ArrayList<>();
    for (int host = 0; host < knownHosts; host++) {
      UnitEvent alive =
          UnitEventBuilder.builder()
              .type(EventType.ALIVE)
              .id("alive-" + host)
              .host("host-" + host)
              .at(Fleet.NINE)
              .units(List.of("unit-0.service", "unit-1.service"))
              .unitsHash("both")
              .build();
      agents.add(new Entry(host % PARTITIONS, Fleet.NINE, alive));
    }
    return agents;
  }

  static String cause(Happening h) {
    return h.exit() == 0 ? "no route" : h.exit() == 1 ? "disk full" : "";
  }

  private static UnitEvent event(Happening h, String id, Instant appended) {
    Instant happened = appended.minusSeconds(h.delay());
    boolean planned = h.what() == What.STOP;
    return UnitEventBuilder.builder()
        .type(EventType.STOPPED)
        .id(id)
        .host("host-" + h.host())
        .unit("unit-" + h.unit() + ".service")
        .at(happened.plusSeconds(h.wall()))
        .age(h.what() == What.CRASH_BY_WALL_CLOCK ? null : h.delay() * 1000L)
        .result(planned ? ServiceResult.SUCCESS : ServiceResult.EXIT_CODE)
        .exitCode("exited")
        .exitStatus(planned ? "0" : Integer.toString(3 + h.exit()))
        .planned(planned)
        .tail(cause(h).isEmpty() ? null : Fleet.javaTail(cause(h)))
        .labels(h.prod() ? Map.of("env", "prod") : Map.of("env", "test"))
        .build();
  }
}
