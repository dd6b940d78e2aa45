package dev.groundhog.engine.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PaceTest {
  private static final Instant CRASHED = Instant.parse("2026-11-23T09:00:00Z");

  @Test
  void the_first_sign_of_life_is_due() {
    assertThat(Pace.isDue(CRASHED, null, at(80_000))).isTrue();
  }

  @Test
  void one_before_the_crash_by_the_clocks_is_due() {
    assertThat(Pace.isDue(CRASHED, at(-90), at(-30))).isTrue();
    assertThat(Pace.mayWait(CRASHED, at(-30))).isEqualTo(Duration.ZERO);
  }

  /** Whatever the agent's minute is, from the first word after the crash on. */
  @Property
  void the_newest_that_was_told_is_at_most_a_sixteenth_and_a_minute_old(
      @ForAll @IntRange(min = 1, max = 90) int first,
      @ForAll @IntRange(min = 20, max = 90) int every) {
    long told = first;
    for (long now = first; now < Duration.ofHours(24).toSeconds(); now += every) {
      if (now > first && Pace.isDue(CRASHED, at(now - every), at(now))) told = now;
      Duration old = Duration.ofSeconds(now - told);
      assertThat(old).isLessThan(Pace.mayWait(CRASHED, at(told)).plusSeconds(every));
    }
  }

  @Property
  void in_a_day_it_is_told_at_most_150_times(@ForAll @IntRange(min = 1, max = 60) int first) {
    int told = 0;
    for (long now = first; now < Duration.ofHours(24).toSeconds(); now += 60) {
      if (Pace.isDue(CRASHED, at(now - 60), at(now))) told++;
    }
    assertThat(told).isLessThanOrEqualTo(150);
  }

  private static Instant at(long seconds) {
    return CRASHED.plusSeconds(seconds);
  }
}
