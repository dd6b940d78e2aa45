package dev.groundhog.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.engine.signal.Signal.Sight;
import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SightsTest {
  private final HostTables tables = HostTables.inMemory();
  private final HostDesk desk = new HostDesk(tables, () -> Rules.BUILT_IN);
  private Instant now = Instant.parse("2026-11-23T09:00:00Z");
  private int facts;

  @Test
  void a_sign_of_life_tells_of_units_that_crashed_and_of_no_others() {
    start("quiet.service");
    crash("chat.service");
    crash("mail.service");

    assertThat(alive(null, "chat.service", "quiet.service"))
        .isEqualTo(Map.of("chat.service", Sight.RUNNING, "mail.service", Sight.NOT_RUNNING));
  }

  @Test
  void the_list_of_before_holds_as_long_as_its_hash_does() {
    crash("chat.service");
    alive("one", "chat.service");

    now = now.plusSeconds(60);
    assertThat(alive("one")).isEqualTo(Map.of("chat.service", Sight.RUNNING));
    assertThat(alive("another")).isEqualTo(Map.of("chat.service", Sight.HOST_ALIVE));
  }

  @Test
  void a_day_after_its_crash_nobody_is_told_of_a_unit() {
    crash("chat.service");
    pass(Duration.ofHours(12));
    crash("mail.service");
    pass(Duration.ofHours(13));

    assertThat(alive(null)).containsOnlyKeys("mail.service");
    assertThat(row().crashed()).containsExactly("mail.service");
  }

  @Test
  void exactly_a_day_after_its_crash_it_is_still_told_and_a_moment_later_not() {
    crash("chat.service");
    pass(Sights.INTEREST);
    assertThat(alive(null)).containsOnlyKeys("chat.service");
    now = now.plusMillis(1);
    assertThat(alive("other")).isEmpty();
  }

  @Test
  void as_many_units_as_a_row_may_name_are_named() {
    for (int i = 0; i < Sights.NAMED; i++) crash("unit-" + i + ".service");
    assertThat(row().crashed()).hasSize(Sights.NAMED);
    assertThat(row().manyCrashed()).isFalse();
    crash("one-more.service");
    assertThat(row().manyCrashed()).isTrue();
  }

  @Test
  void more_units_than_a_row_should_name_are_told_of_all_the_same() {
    int many = Sights.NAMED + 40;
    for (int i = 0; i < many; i++) crash("unit-" + i + ".service");

    assertThat(row().crashed()).isEmpty();
    assertThat(alive(null)).hasSize(many);
    now = now.plusSeconds(60);
    assertThat(alive(null)).hasSize(many);

    pass(Duration.ofHours(20));
    crash("unit-7.service");
    pass(Duration.ofHours(5));
    assertThat(alive(null)).containsOnlyKeys("unit-7.service");
    assertThat(row().crashed()).containsExactly("unit-7.service");
    assertThat(row().manyCrashed()).isFalse();
  }

  @Test
  void the_longer_ago_a_unit_crashed_the_seldomer_its_signs_of_life_are_told() {
    crash("chat.service");
    alive("one", "chat.service");

    assertThat(toldEachMinute(Duration.ofMinutes(15))).isEqualTo(15);
    assertThat(toldEachMinute(Duration.ofHours(2))).isBetween(40, 60);
    assertThat(toldEachMinute(Duration.ofHours(20))).isBetween(40, 70);
  }

  @Test
  void a_list_is_told_of_however_long_ago_the_crash_was() {
    crash("chat.service");
    alive("one", "chat.service");
    toldEachMinute(Duration.ofHours(20));

    now = now.plusSeconds(60);
    assertThat(alive("two", "mail.service")).containsEntry("chat.service", Sight.NOT_RUNNING);
    now = now.plusSeconds(60);
    assertThat(alive("three")).containsEntry("chat.service", Sight.HOST_ALIVE);
  }

  @Test
  void the_first_sign_of_life_after_a_silence_is_told() {
    crash("chat.service");
    alive("one", "chat.service");
    toldEachMinute(Duration.ofHours(20));
    now = now.plus(Silence.AGENT).plusSeconds(60);
    desk.tick(0, 1, now);

    assertThat(alive("one")).containsEntry("chat.service", Sight.RUNNING);
  }

  private int toldEachMinute(Duration during) {
    int told = 0;
    for (long minute = 0; minute < during.toMinutes(); minute++) {
      now = now.plusSeconds(60);
      told += alive("one").size();
    }
    return told;
  }

  @Test
  void the_sign_of_life_of_a_well_host_writes_nothing_most_of_the_time() {
    start("chat.service");
    alive("one", "chat.service");
    HostRow before = row();

    now = now.plusSeconds(Silence.GRAIN.toSeconds() - 10);
    alive("one");
    assertThat(row()).isSameAs(before);

    now = now.plusSeconds(10);
    alive("one");
    assertThat(row().aliveAt()).isEqualTo(now);
  }

  private void start(String unit) {
    accept(event(EventType.STARTING).unit(unit).build());
  }

  private void crash(String unit) {
    accept(
        event(EventType.STOPPED)
            .unit(unit)
            .result(ServiceResult.EXIT_CODE)
            .exitStatus("1")
            .build());
  }

  /** What an agent's word leads to: by its hash alone, or with its list. */
  private Map<String, Sight> alive(@Nullable String hash, String... list) {
    UnitEventBuilder alive = event(EventType.ALIVE).unitsHash(hash);
    if (list.length > 0) alive.units(List.of(list));
    Map<String, Sight> sights = new TreeMap<>();
    for (Signal signal : accept(alive.build())) {
      if (signal instanceof Signal.Seen seen) sights.put(seen.unit(), seen.sight());
    }
    return sights;
  }

  private List<Signal> accept(UnitEvent event) {
    return desk.accept(event, now, "0").signals();
  }

  private UnitEventBuilder event(EventType type) {
    return UnitEventBuilder.builder().type(type).id("fact-" + ++facts).host("web-1").age(0L);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private HostRow row() {
    return Objects.requireNonNull(tables.hosts().get("web-1"));
  }
}
