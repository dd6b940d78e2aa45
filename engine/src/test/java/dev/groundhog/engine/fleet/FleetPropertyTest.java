package dev.groundhog.engine.fleet;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Fleet;
import dev.groundhog.engine.rules.FleetRules;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Scope;
import dev.groundhog.events.Tail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random fleets: larger incidents lose nothing, invent nothing, and always come to an end. */
class FleetPropertyTest {
  private static final Rules ALONE =
      new Rules(Rules.BUILT_IN.defaults(), List.of(), new FleetRules(0, 0));

  /**
   * One thing that happens.
   *
   * @param pause seconds since the thing before it
   * @param fault which of a few faults its log names; 0: none
   */
  record Happening(int host, int unit, int pause, int fault, Kind kind) {}

  enum Kind {
    CRASH,
    LOOP,
    START,
    STOP,
    GAVE_UP
  }

  @Property
  void revisions_count_from_one_without_gaps_whatever_is_added(
      @ForAll("fleets") List<Happening> happenings) {
    Map<String, Alert> before = new HashMap<>();
    for (Alert alert : play(happenings, Rules.BUILT_IN).alerts()) {
      Alert last = before.put(alert.incident(), alert);
      assertThat(alert.revision()).isEqualTo(last == null ? 1 : last.revision() + 1);
      assertThat(alert.newsRevision()).isBetween(0, alert.revision());
      if (last == null) continue;
      assertThat(alert.newsRevision()).isGreaterThanOrEqualTo(last.newsRevision());
      assertThat(alert.at()).isAfterOrEqualTo(last.at());
      assertThat(alert.crashes()).isGreaterThanOrEqualTo(last.crashes());
    }
  }

  @Property
  void unit_incidents_are_the_same_as_without_larger_ones_but_for_what_is_news(
      @ForAll("fleets") List<Happening> happenings) {
    List<Alert> with = units(play(happenings, Rules.BUILT_IN).alerts());
    List<Alert> without = play(happenings, ALONE).alerts();
    // Revisions that only say "part of" or "by itself again" repeat the state before them.
    assertThat(newest(with).keySet()).isEqualTo(newest(without).keySet());
    newest(without)
        .forEach(
            (id, alert) -> {
              Alert same = requireNonNull(newest(with).get(id));
              assertThat(same.crashes()).isEqualTo(alert.crashes());
              assertThat(same.state()).isEqualTo(alert.state());
              assertThat(same.hostCount()).isEqualTo(alert.hostCount());
            });
    assertThat(with.size()).isGreaterThanOrEqualTo(without.size());
  }

  @Property
  void nobody_is_told_more_often_about_a_unit_because_there_is_a_larger_incident(
      @ForAll("fleets") List<Happening> happenings) {
    Map<String, Long> with = news(units(play(happenings, Rules.BUILT_IN).alerts()));
    Map<String, Long> without = news(play(happenings, ALONE).alerts());
    with.forEach((id, n) -> assertThat(n).isLessThanOrEqualTo(without.getOrDefault(id, 0L)));
  }

  @Property
  void every_unit_incident_is_told_by_itself_or_in_a_larger_one(
      @ForAll("fleets") List<Happening> happenings) {
    Fleet fleet = play(happenings, Rules.BUILT_IN);
    Map<String, Long> told = news(fleet.alerts());
    Map<String, Alert> larger = new HashMap<>();
    for (Alert alert : fleet.alerts()) {
      if (alert.scope() == Scope.UNIT) continue;
      alert.members().forEach(member -> larger.put(member.incident(), alert));
    }
    for (Alert alert : newest(units(fleet.alerts())).values()) {
      if (told.containsKey(alert.incident())) continue;
      assertThat(larger).containsKey(alert.incident());
      assertThat(told).containsKey(requireNonNull(larger.get(alert.incident())).incident());
    }
  }

  @Property
  void a_larger_incident_adds_up_and_is_closed_when_all_is_over(
      @ForAll("fleets") List<Happening> happenings) {
    Fleet fleet = play(happenings, Rules.BUILT_IN);
    for (Alert alert : fleet.alerts()) {
      if (alert.scope() == Scope.UNIT) continue;
      assertThat(alert.members()).isNotEmpty();
      long ofMembers = alert.members().stream().mapToLong(Alert.Member::crashes).sum();
      assertThat(alert.crashes()).isEqualTo(ofMembers);
      assertThat(alert.hostCount()).isEqualTo(alert.hosts().size());
      if (alert.scope() == Scope.HOST) assertThat(alert.hosts()).hasSize(1);
      if (alert.revision() == 1) {
        assertThat(alert.members().stream().map(Alert.Member::unit).distinct().count())
            .isGreaterThanOrEqualTo(3);
      }
    }
    for (Alert alert : newest(fleet.alerts()).values()) {
      assertThat(alert.state()).as("%s", alert).isEqualTo(AlertState.CLOSED);
      assertThat(alert.partOf() == null || alert.scope() == Scope.UNIT).isTrue();
    }
  }

  private static List<Alert> units(List<Alert> alerts) {
    return alerts.stream().filter(alert -> alert.scope() == Scope.UNIT).toList();
  }

  private static Map<String, Alert> newest(List<Alert> alerts) {
    Map<String, Alert> newest = new LinkedHashMap<>();
    alerts.forEach(alert -> newest.put(alert.incident(), alert));
    return newest;
  }

  private static Map<String, Long> news(List<Alert> alerts) {
    Map<String, Long> news = new HashMap<>();
    for (Alert alert : alerts) if (alert.isNews()) news.merge(alert.incident(), 1L, Long::sum);
    return news;
  }

  private static Fleet play(List<Happening> happenings, Rules rules) {
    Fleet fleet = new Fleet(rules, 2, Duration.ofSeconds(20));
    for (Happening h : happenings) {
      fleet.passSeconds(h.pause());
      String host = "host-" + h.host();
      String unit = "unit-" + h.unit() + ".service";
      switch (h.kind()) {
        case START -> fleet.start(host, unit);
        case STOP -> fleet.stop(host, unit);
        case GAVE_UP -> fleet.gaveUp(host, unit);
        case CRASH -> crash(fleet, host, unit, h.fault(), 1);
        case LOOP -> crash(fleet, host, unit, h.fault(), 3);
      }
    }
    return fleet.passMinutes(180);
  }

  private static void crash(Fleet fleet, String host, String unit, int fault, int times) {
    List<String> lines = new ArrayList<>(List.of("serving"));
    if (fault > 0) lines.add("OSError: fault " + "abc".charAt(fault) + " of the library");
    for (int i = 0; i < times; i++) {
      fleet.crash(host, unit, e -> e.tail(Tail.of("file", lines))).passSeconds(2);
    }
  }

  @Provide
  Arbitrary<List<Happening>> fleets() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(0, 5),
            Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, Arbitraries.integers().between(0, 30)),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0, 1500))),
            Arbitraries.frequency(
                net.jqwik.api.Tuple.of(5, 0),
                net.jqwik.api.Tuple.of(3, 1),
                net.jqwik.api.Tuple.of(1, 2)),
            Arbitraries.frequency(
                net.jqwik.api.Tuple.of(2, Kind.CRASH),
                net.jqwik.api.Tuple.of(5, Kind.LOOP),
                net.jqwik.api.Tuple.of(1, Kind.START),
                net.jqwik.api.Tuple.of(1, Kind.STOP),
                net.jqwik.api.Tuple.of(1, Kind.GAVE_UP)))
        .as(Happening::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }
}
