package dev.groundhog.engine.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Fleet;
import dev.groundhog.engine.host.Verdict;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.Reason;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A duration in the rules includes its last moment: a millisecond later is outside. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BoundaryTest {
  private static final String CHAT = "chat.service";
  private static final Duration MOMENT = Duration.ofMillis(1);

  /** Of the built-in rules: resolveAfter and reopenWithin. */
  private static final Duration GAP = Duration.ofMinutes(40);

  private final Fleet fleet = new Fleet(Rules.BUILT_IN);

  @Test
  void three_crashes_in_exactly_five_minutes_are_a_loop() {
    threeWithin(Duration.ofMinutes(5));
    assertThat(fleet.reasons()).containsExactly(Reason.HOST_LOOP);
  }

  @Test
  void three_crashes_in_a_moment_more_are_none() {
    threeWithin(Duration.ofMinutes(5).plus(MOMENT));
    assertThat(fleet.alerts()).isEmpty();
  }

  private void threeWithin(Duration time) {
    Duration half = time.dividedBy(2);
    fleet.crash("web-1", CHAT).pass(half).crash("web-1", CHAT);
    fleet.pass(time.minus(half)).crash("web-1", CHAT);
  }

  @Test
  void three_hosts_in_exactly_ten_minutes_are_a_wave() {
    fleet.crash("web-1", CHAT).crash("web-2", CHAT).pass(Duration.ofMinutes(10));
    fleet.crash("web-3", CHAT);
    assertThat(fleet.reasons()).containsExactly(Reason.WAVE);
  }

  @Test
  void three_hosts_in_a_moment_more_are_none() {
    fleet.crash("web-1", CHAT).crash("web-2", CHAT).pass(Duration.ofMinutes(10).plus(MOMENT));
    fleet.crash("web-3", CHAT);
    assertThat(fleet.alerts()).isEmpty();
  }

  @Test
  void a_crash_exactly_one_gap_after_the_last_belongs_to_the_incident() {
    loop();
    fleet.pass(GAP).crash("web-1", CHAT);
    assertThat(lastFiled().incident()).isEqualTo(fleet.alerts().get(0).incident());
  }

  @Test
  void a_crash_a_moment_later_belongs_to_none() {
    loop();
    fleet.pass(GAP.plus(MOMENT)).crash("web-1", CHAT);
    assertThat(lastFiled().incident()).isNull();
    assertThat(lastFiled().reason()).isEqualTo(Reason.BELOW_THRESHOLD);
  }

  @Test
  void a_late_crash_exactly_one_gap_before_the_first_belongs_to_the_incident() {
    fleet.passMinutes(60);
    loop();
    fleet.crash("web-2", CHAT, e -> e.age(GAP.plusSeconds(4).toMillis()));
    assertThat(lastFiled().incident()).isEqualTo(fleet.alerts().get(0).incident());
  }

  @Test
  void a_late_crash_a_moment_earlier_belongs_to_none() {
    fleet.passMinutes(60);
    loop();
    fleet.crash("web-2", CHAT, e -> e.age(GAP.plusSeconds(4).plus(MOMENT).toMillis()));
    assertThat(lastFiled().incident()).isNull();
  }

  @Test
  void a_crash_exactly_a_day_late_still_counts_and_one_a_moment_later_does_not() {
    fleet.crash("web-1", CHAT, e -> e.age(Duration.ofHours(24).toMillis()));
    assertThat(fleet.lastVerdict()).isEqualTo(Verdict.CRASH);
    fleet.crash("web-1", CHAT, e -> e.age(Duration.ofHours(24).plus(MOMENT).toMillis()));
    assertThat(fleet.lastVerdict()).isEqualTo(Verdict.TOO_OLD);
  }

  /** Three crashes within four seconds. */
  private void loop() {
    fleet.crash("web-1", CHAT).passSeconds(2).crash("web-1", CHAT);
    fleet.passSeconds(2).crash("web-1", CHAT);
  }

  private UnitDesk.Filed lastFiled() {
    return fleet.filed().get(fleet.filed().size() - 1);
  }
}
