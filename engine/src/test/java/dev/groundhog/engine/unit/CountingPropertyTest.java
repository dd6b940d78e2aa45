package dev.groundhog.engine.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Fleet;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.Alert;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random fleets, schedules, duplicates and delays, judged by counting alone. */
class CountingPropertyTest {

  /**
   * One thing that happens.
   *
   * @param pause seconds since the thing before it
   * @param delay seconds that its report was under way
   */
  record Happening(int host, int unit, int pause, int delay, boolean twice, boolean planned) {}

  @Property
  void every_distinct_crash_is_counted_once_in_one_incident_or_in_none(
      @ForAll("fleets") List<Happening> happenings) {
    Fleet fleet = play(happenings, 3);
    Set<String> crashes = new HashSet<>();
    for (UnitDesk.Filed filed : fleet.filed()) {
      assertThat(crashes.add(filed.crash())).as("filed once: %s", filed.crash()).isTrue();
    }
    long expected = happenings.stream().filter(h -> !h.planned()).count();
    assertThat(crashes).hasSize((int) expected);

    Map<String, Alert> newest = new HashMap<>();
    fleet.alerts().forEach(alert -> newest.put(alert.incident(), alert));
    for (Alert alert : newest.values()) {
      long ofHosts = alert.hosts().stream().mapToLong(Alert.HostPart::crashes).sum();
      assertThat(ofHosts).isEqualTo(alert.crashes());
      assertThat(alert.exits().values().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(alert.crashes());
      assertThat(alert.hosts()).hasSize(alert.hostCount());
    }
    assertThat(newest.values().stream().mapToLong(Alert::crashes).sum())
        .isLessThanOrEqualTo(expected);
  }

  @Property
  void revisions_count_from_one_without_gaps_and_figures_never_fall(
      @ForAll("fleets") List<Happening> happenings) {
    Map<String, Alert> before = new HashMap<>();
    for (Alert alert : play(happenings, 2).alerts()) {
      Alert last = before.put(alert.incident(), alert);
      assertThat(alert.revision()).isEqualTo(last == null ? 1 : last.revision() + 1);
      assertThat(alert.newsRevision()).isBetween(1, alert.revision());
      if (last == null) continue;
      assertThat(alert.crashes()).isGreaterThanOrEqualTo(last.crashes());
      assertThat(alert.hostCount()).isGreaterThanOrEqualTo(last.hostCount());
      assertThat(alert.at()).isAfterOrEqualTo(last.at());
      assertThat(alert.newsRevision()).isGreaterThanOrEqualTo(last.newsRevision());
    }
  }

  @Property
  void the_same_log_gives_the_same_alerts(@ForAll("fleets") List<Happening> happenings) {
    assertThat(play(happenings, 3).alerts()).isEqualTo(play(happenings, 3).alerts());
  }

  @Property
  void in_the_end_every_incident_is_closed_and_has_all_its_crashes(
      @ForAll("fleets") List<Happening> happenings) {
    Fleet fleet = play(happenings, 3);
    Map<String, Alert> newest = new HashMap<>();
    fleet.alerts().forEach(alert -> newest.put(alert.incident(), alert));
    Map<String, Long> joined = new HashMap<>();
    for (UnitDesk.Filed filed : fleet.filed()) {
      if (filed.incident() != null) joined.merge(filed.incident(), 1L, Long::sum);
    }
    for (Alert alert : newest.values()) {
      assertThat(alert.state()).isEqualTo(dev.groundhog.events.AlertState.CLOSED);
      // Those filed below the threshold and taken in when it opened come on top.
      assertThat(alert.crashes()).isGreaterThanOrEqualTo(joined.getOrDefault(alert.incident(), 0L));
    }
  }

  private static Fleet play(List<Happening> happenings, int partitions) {
    Fleet fleet = new Fleet(Rules.BUILT_IN, partitions, Duration.ofSeconds(20));
    int n = 0;
    for (Happening h : happenings) {
      fleet.passSeconds(h.pause());
      String host = "host-" + h.host();
      String unit = "unit-" + h.unit() + ".service";
      String id = "crash-" + n++;
      if (h.planned()) {
        fleet.stop(host, unit);
        continue;
      }
      for (int i = 0; i < (h.twice() ? 2 : 1); i++) {
        fleet.crash(host, unit, e -> e.id(id).age(h.delay() * 1000L));
      }
    }
    return fleet.passMinutes(120);
  }

  @Provide
  Arbitrary<List<Happening>> fleets() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 5),
            Arbitraries.integers().between(0, 1),
            Arbitraries.integers().between(0, 900),
            Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, Arbitraries.just(0)),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0, 7200))),
            Arbitraries.of(true, false),
            Arbitraries.frequency(
                net.jqwik.api.Tuple.of(5, false), net.jqwik.api.Tuple.of(1, true)))
        .as(Happening::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(60);
  }
}
