package dev.groundhog.engine.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Fleet;
import dev.groundhog.engine.Keys;
import dev.groundhog.engine.host.HostDesk;
import dev.groundhog.engine.host.HostTables;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.engine.suspect.Traits;
import dev.groundhog.engine.unit.Rows.Family;
import dev.groundhog.engine.unit.Rows.KnownHost;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is counted as hosts come and go, against counting the rows of all hosts. */
class KnownHostsPropertyTest {

  /**
   * @param pause minutes since the thing before it
   */
  record Happening(EventType type, int host, int unit, String version, int pause, boolean list) {}

  @Property(tries = 300)
  void the_figures_of_a_family_are_those_of_its_hosts(
      @ForAll("fleets") List<Happening> happenings) {
    UnitTables tables = UnitTables.inMemory();
    play(happenings, tables);

    Map<String, Family> counted = new HashMap<>();
    Map<String, Integer> parts = new HashMap<>();
    tables
        .incidents()
        .withPrefix("")
        .forEach(
            incident -> {
              if (incident.getValue().state() == AlertState.CLOSED) return;
              tables.parts().withPrefix(Keys.prefix(incident.getValue().id())).stream()
                  .map(part -> part.getValue().host())
                  .distinct()
                  .forEach(
                      host ->
                          parts.merge(
                              Keys.of(incident.getValue().family(), host), 1, Integer::sum));
            });
    for (Map.Entry<String, KnownHost> entry : tables.known().withPrefix("")) {
      KnownHost host = entry.getValue();
      assertThat(host.incidents()).isEqualTo(parts.getOrDefault(entry.getKey(), 0));
      parts.remove(entry.getKey());
      counted.merge(Keys.parts(entry.getKey())[0], Family.NONE.with(host), (a, b) -> a.with(host));
    }
    assertThat(parts).isEmpty();
    for (Map.Entry<String, Family> entry : tables.families().withPrefix("")) {
      Family family = entry.getValue();
      Family expected = counted.getOrDefault(entry.getKey(), Family.NONE);
      assertThat(family.known()).isEqualTo(expected.known());
      assertThat(family.byAgent()).isEqualTo(expected.byAgent());
      assertThat(family.apart()).isEqualTo(expected.apart());
      assertThat(family.healthy()).isEqualTo(expected.healthy());
    }
    assertCrashLabels(tables);
  }

  private static void assertCrashLabels(UnitTables tables) {
    tables
        .incidents()
        .withPrefix("")
        .forEach(
            incident -> {
              Traits expected = Traits.NONE;
              String id = incident.getValue().id();
              for (var labels : tables.crashLabels().withPrefix(Keys.prefix(id))) {
                expected = expected.plus(labels.getValue().labels(), true);
              }
              Traits traits = tables.crashTraits().get(id);
              assertThat(traits == null ? Traits.NONE : traits).isEqualTo(expected);
            });
  }

  private static void play(List<Happening> happenings, UnitTables tables) {
    HostDesk hosts = new HostDesk(HostTables.inMemory(), () -> Rules.BUILT_IN);
    UnitDesk units = new UnitDesk(tables, () -> Rules.BUILT_IN);
    Instant now = Fleet.NINE;
    int n = 0;
    for (Happening happening : happenings) {
      for (int minute = 0; minute < happening.pause(); minute += 3) {
        now = now.plusSeconds(180);
        for (Signal signal : hosts.tick(0, 1, now)) units.accept(signal);
      }
      for (Signal signal : hosts.accept(event(happening, n), now, "0:" + n).signals()) {
        units.accept(signal);
      }
      n++;
    }
  }

  private static UnitEvent event(Happening happening, int n) {
    UnitEventBuilder event =
        UnitEventBuilder.builder()
            .id("e" + n)
            .type(happening.type())
            .host("host-" + happening.host())
            .unit("worker@" + happening.unit() + ".service")
            .labels(Map.of("version", happening.version()));
    return switch (happening.type()) {
      case ALIVE ->
          event
              .unit(null)
              .labels(Map.of("kernel", happening.version()))
              .units(
                  happening.list() ? List.of("worker@" + happening.unit() + ".service") : List.of())
              .build();
      case STOPPED -> event.result(ServiceResult.SIGNAL).planned(!happening.list()).build();
      default -> event.build();
    };
  }

  @Provide
  Arbitrary<List<Happening>> fleets() {
    return Combinators.combine(
            Arbitraries.of(
                EventType.STARTING,
                EventType.STARTING,
                EventType.STOPPED,
                EventType.STOPPED,
                EventType.ALIVE,
                EventType.GAVE_UP),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 1),
            Arbitraries.of("1", "2"),
            Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, Arbitraries.integers().between(0, 15)),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0, 3000))),
            Arbitraries.frequency(
                net.jqwik.api.Tuple.of(4, true), net.jqwik.api.Tuple.of(1, false)))
        .as(Happening::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(80);
  }
}
