package dev.groundhog.engine.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Fleet;
import dev.groundhog.engine.Pipeline;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.Alert;
import dev.groundhog.events.EventType;
import dev.groundhog.events.Reason;
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

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RehearsalTest {
  private static final Instant NINE = Fleet.NINE;

  private final Pipeline pipeline = new Pipeline(() -> Rules.BUILT_IN);
  private final List<Instant> ticks = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();
  private final Rehearsal rehearsal = new Rehearsal(2, this::judge);

  @Test
  void time_goes_on_until_the_incident_is_closed() {
    for (int second = 0; second < 30; second += 10) crash(second);
    rehearsal.end();
    assertThat(alerts)
        .extracting(Alert::reason)
        .containsExactly(Reason.HOST_LOOP, Reason.QUIET, Reason.CLOSED);
    // A crash a whole gap later would still belong to it, so the tick after that closes it.
    assertThat(last(ticks)).isEqualTo(NINE.plusSeconds(22).plus(Duration.ofMinutes(40)));
  }

  @Test
  void with_nothing_open_it_ends_soon() {
    crash(0);
    rehearsal.end();
    assertThat(last(ticks)).isEqualTo(NINE.plus(Duration.ofMinutes(2)));
  }

  @Test
  void nobody_ticks_while_the_pipeline_stands_still() {
    crash(0);
    rehearsal.take(new Step.Downtime(NINE, Duration.ofMinutes(15)));
    crash(300);
    rehearsal.end();
    assertThat(ticks).first().isEqualTo(NINE.plus(Duration.ofMinutes(15)));
  }

  @Test
  void a_year_without_events_is_not_lived_through() {
    crash(0);
    rehearsal.take(new Step.Arrival(NINE.plus(Duration.ofDays(365)), event(1)));
    assertThat(ticks).hasSizeLessThan(100_000);
    assertThat(last(ticks)).isEqualTo(NINE.plus(Duration.ofDays(365)).minus(Rehearsal.TICK));
  }

  @Test
  void a_script_without_events_is_no_story() {
    rehearsal.end();
    assertThat(ticks).isEmpty();
  }

  private void crash(int second) {
    rehearsal.take(new Step.Arrival(NINE.plusSeconds(second), event(second)));
  }

  private static UnitEvent event(int second) {
    return UnitEventBuilder.builder()
        .type(EventType.STOPPED)
        .id("crash-" + second)
        .host("web-1")
        .unit("chat.service")
        .result(ServiceResult.SIGNAL)
        .build();
  }

  private List<Alert> judge(UnitEvent event, int partition, Instant appended, long offset) {
    if (event.type() == EventType.TICK && partition == 0) ticks.add(appended);
    List<Alert> told = pipeline.accept(event, partition, 2, appended, offset).alerts();
    alerts.addAll(told);
    return told;
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }
}
