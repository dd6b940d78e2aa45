package dev.groundhog.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Keys;
import dev.groundhog.engine.Table;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What a host desk remembers is bounded by what was heard of in the last 30 days. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ForgettingTest {
  private static final Instant START = Instant.parse("2026-11-22T09:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private final HostTables tables = HostTables.inMemory();
  private final HostDesk desk = new HostDesk(tables, () -> Rules.BUILT_IN);
  private Instant now = START;
  private int facts;

  @Test
  void of_a_host_that_is_gone_for_30_days_nothing_stays() {
    for (int i = 0; i < 1500; i++) crash("web-1", "job-" + i + ".service");
    pass(DAY.multipliedBy(29));
    assertThat(all(tables.units())).hasSize(1500);
    assertThat(all(tables.hosts())).hasSize(1);
    pass(DAY.multipliedBy(2));
    assertThat(all(tables.hosts())).isEmpty();
    assertThat(all(tables.units())).isEmpty();
    assertThat(all(tables.seen())).isEmpty();
    assertThat(all(tables.agenda())).as("nothing but where to begin").hasSize(1);
  }

  @Test
  void who_speaks_now_and_then_is_remembered() {
    for (int i = 0; i < 4; i++) {
      crash("web-1", "chat.service");
      pass(DAY.multipliedBy(29));
    }
    assertThat(all(tables.hosts())).hasSize(1);
    assertThat(all(tables.units())).hasSize(1);
    assertThat(all(tables.seen())).as("four identities, in as many rows").hasSize(4);
  }

  @Test
  void a_unit_is_forgotten_while_its_host_lives_unless_it_runs() {
    crash("web-1", "run-r4711.service");
    crash("web-1", "database.service");
    alive("web-1", List.of("database.service"));
    for (int i = 0; i < 40; i++) {
      pass(DAY);
      alive("web-1", null);
    }
    assertThat(all(tables.units())).containsExactly(Keys.of("web-1", "database.service"));
  }

  @Test
  void many_that_left_together_are_forgotten_a_thousand_at_a_time() {
    for (int i = 0; i < 1500; i++) crash("web-" + i, "chat.service");
    now = now.plus(DAY.multipliedBy(31));
    desk.tick(0, 1, now);
    assertThat(all(tables.hosts())).isNotEmpty();
    // Each host has a date of its own besides that of its unit.
    for (int i = 0; i < 8; i++) desk.tick(0, 1, now);
    assertThat(all(tables.hosts())).isEmpty();
    assertThat(all(tables.units())).isEmpty();
  }

  private void pass(Duration time) {
    now = now.plus(time);
    for (int i = 0; i < 5; i++) desk.tick(0, 1, now.plusSeconds(i));
    now = now.plusSeconds(5);
  }

  private void crash(String host, String unit) {
    send(event(EventType.STOPPED, host).unit(unit).result(ServiceResult.SIGNAL).build());
  }

  private void alive(String host, @org.jspecify.annotations.Nullable List<String> units) {
    send(event(EventType.ALIVE, host).units(units).unitsHash("1").build());
  }

  private void send(UnitEvent event) {
    assertThat(desk.accept(event, now, "0:" + facts).verdict()).isNotEqualTo(Verdict.DUPLICATE);
  }

  private UnitEventBuilder event(EventType type, String host) {
    return UnitEventBuilder.builder().type(type).host(host).id("fact-" + ++facts);
  }

  private static List<String> all(Table<?> table) {
    List<String> keys = new ArrayList<>();
    table.withPrefix("").forEach(entry -> keys.add(entry.getKey()));
    return keys;
  }
}
