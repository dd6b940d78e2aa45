package dev.groundhog.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEventBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** When crashes go on to the unit desks: numbers are how many each batch has. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BatchesTest {
  private final HostDesk desk = new HostDesk(HostTables.inMemory(), () -> Rules.BUILT_IN);
  private Instant now = Instant.parse("2026-11-23T09:00:00Z");
  private int crashes;

  @Test
  void the_first_goes_at_once() {
    assertThat(crash()).containsExactly(1);
  }

  @Test
  void a_second_waits_until_a_second_has_passed() {
    crash();
    pass(999);
    assertThat(crash()).isEmpty();
    pass(1);
    assertThat(tick()).containsExactly(1);
    pass(5000);
    assertThat(tick()).isEmpty();
  }

  @Test
  void one_exactly_a_second_after_the_last_batch_goes_at_once() {
    crash();
    pass(1000);
    assertThat(crash()).containsExactly(1);
  }

  @Test
  void what_waits_goes_before_a_crash_that_comes_after_its_time() {
    crash();
    pass(500);
    crash();
    pass(700);
    // By itself: the crash that comes waits for its own second.
    assertThat(crash()).containsExactly(1);
    pass(1000);
    assertThat(tick()).containsExactly(1);
  }

  @Test
  void a_full_batch_does_not_wait() {
    crash();
    for (int i = 1; i < Signal.Crashes.MAX; i++) assertThat(crash()).isEmpty();
    assertThat(crash()).containsExactly(Signal.Crashes.MAX);
  }

  @Test
  void giving_up_sends_what_waits() {
    crash();
    crash();
    assertThat(batches(desk.accept(event(EventType.GAVE_UP).build(), now, "9").signals()))
        .containsExactly(1);
  }

  private List<Integer> crash() {
    return batches(
        desk.accept(
                event(EventType.STOPPED)
                    .result(ServiceResult.EXIT_CODE)
                    .exitStatus("1")
                    .planned(false)
                    .build(),
                now,
                "0:" + crashes)
            .signals());
  }

  private List<Integer> tick() {
    return batches(desk.tick(0, 1, now));
  }

  private static List<Integer> batches(List<Signal> signals) {
    return signals.stream()
        .filter(Signal.Crashes.class::isInstance)
        .map(signal -> ((Signal.Crashes) signal).crashes().size())
        .toList();
  }

  private UnitEventBuilder event(EventType type) {
    return UnitEventBuilder.builder()
        .id("run-" + ++crashes + ":" + type.word())
        .type(type)
        .host("web-1")
        .unit("chat.service")
        .at(now)
        .age(0L);
  }

  private void pass(long millis) {
    now = now.plusMillis(millis);
  }
}
