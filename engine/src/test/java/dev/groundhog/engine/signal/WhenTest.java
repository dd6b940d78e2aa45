package dev.groundhog.engine.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WhenTest {
  private static final Instant APPENDED = Instant.parse("2026-11-22T09:00:00Z");

  @Test
  void the_hosts_age_counts_and_its_wall_clock_does_not() {
    assertThat(When.of(event(APPENDED.plus(Duration.ofDays(365)), 59L), APPENDED))
        .isEqualTo(APPENDED.minusMillis(59));
  }

  @Test
  void without_an_age_the_future_is_not_believed() {
    assertThat(When.of(event(APPENDED.plusSeconds(5), null), APPENDED)).isEqualTo(APPENDED);
    assertThat(When.of(event(APPENDED.minusSeconds(5), null), APPENDED))
        .isEqualTo(APPENDED.minusSeconds(5));
    assertThat(When.of(event(null, null), APPENDED)).isEqualTo(APPENDED);
  }

  @Property
  void nothing_happens_after_it_was_appended(
      @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long skew,
      @ForAll boolean hasAge,
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long age) {
    UnitEvent event = event(APPENDED.plusMillis(skew), hasAge ? age : null);
    assertThat(When.of(event, APPENDED)).isBeforeOrEqualTo(APPENDED);
  }

  @Test
  void the_instance_is_no_part_of_the_family() {
    assertThat(UnitFamily.of("worker@3.service")).isEqualTo("worker@.service");
    assertThat(UnitFamily.of("worker@a.b-c.service")).isEqualTo("worker@.service");
    assertThat(UnitFamily.of("worker@a@b.service")).isEqualTo("worker@.service");
    assertThat(UnitFamily.of("worker@.service")).isEqualTo("worker@.service");
    assertThat(UnitFamily.of("chat.service")).isEqualTo("chat.service");
    assertThat(UnitFamily.of("chat")).isEqualTo("chat");
  }

  private static UnitEvent event(@Nullable Instant at, @Nullable Long age) {
    return UnitEventBuilder.builder().type(EventType.ALIVE).host("h").at(at).age(age).build();
  }
}
