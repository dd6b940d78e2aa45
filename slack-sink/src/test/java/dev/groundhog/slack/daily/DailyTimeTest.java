package dev.groundhog.slack.daily;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DailyTimeTest {
  private static final DailyTime NINE = parse("09:00 Europe/Berlin");

  @Test
  void the_newest_time_is_todays_from_its_very_moment_on() {
    assertThat(NINE.latest(at("2026-11-23T08:00:00Z"))).isEqualTo("2026-11-23T08:00:00Z");
    assertThat(NINE.latest(at("2026-11-23T07:59:59.999Z"))).isEqualTo("2026-11-22T08:00:00Z");
    assertThat(parse("23:59").latest(at("2026-11-23T00:00:00Z"))).isEqualTo("2026-11-22T23:59:00Z");
  }

  @Test
  void where_clocks_change_it_is_told_by_the_walls_time() {
    assertThat(NINE.latest(at("2026-10-25T20:00:00Z"))).isEqualTo("2026-10-25T08:00:00Z");
    assertThat(NINE.latest(at("2026-10-24T20:00:00Z"))).isEqualTo("2026-10-24T07:00:00Z");
    DailyTime skipped = parse("02:30 Europe/Berlin");
    assertThat(skipped.latest(at("2026-03-29T12:00:00Z"))).isEqualTo("2026-03-29T01:30:00Z");
    DailyTime twice = parse("02:30 Europe/Berlin");
    assertThat(twice.latest(at("2026-10-25T12:00:00Z"))).isEqualTo("2026-10-25T00:30:00Z");
  }

  @Test
  void each_day_has_exactly_one() {
    Instant now = at("2026-03-20T00:00:00Z");
    Instant last = NINE.latest(now);
    int told = 0;
    for (int i = 0; i < 24 * 20; i++) {
      now = now.plus(Duration.ofHours(1));
      Instant next = NINE.latest(now);
      if (!next.equals(last)) told++;
      last = next;
    }
    assertThat(told).isEqualTo(20);
  }

  @Test
  void what_is_no_time_is_none() {
    for (String text :
        new String[] {"", "9:00", "24:00", "09:00 Mars", "09:00 UTC daily", "noon"}) {
      assertThat(DailyTime.parse(text)).as(text).isEmpty();
    }
  }

  private static DailyTime parse(String text) {
    return DailyTime.parse(text).orElseThrow();
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }
}
