package dev.groundhog.ctl.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundhog.ctl.log.Source;
import dev.groundhog.runtime.settings.InvalidSettingException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TimeRangeTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void last_counts_back_from_the_end_or_from_now_where_there_is_none() {
    assertThat(TimeRange.of(null, null, "2h", BERLIN, NOON, ""))
        .isEqualTo(new TimeRange(Instant.parse("2026-11-22T10:00:00Z"), Source.LATEST));
    assertThat(TimeRange.of(null, "2026-11-22T09:00:00Z", "90s", BERLIN, NOON, "").from())
        .isEqualTo(Instant.parse("2026-11-22T08:58:30Z"));
  }

  @Test
  void a_time_without_a_zone_is_local() {
    assertThat(TimeRange.of("2026-11-22T11:20", null, null, BERLIN, NOON, "").from())
        .isEqualTo(Instant.parse("2026-11-22T10:20:00Z"));
    assertThat(TimeRange.of("2026-11-22 11:20", null, null, BERLIN, NOON, "").from())
        .isEqualTo(Instant.parse("2026-11-22T10:20:00Z"));
  }

  @Test
  void what_is_wrong_is_named() {
    refused(null, null, null, "--from or --last");
    refused("2026-11-22T11:20Z", null, "1h", "found \"both\"");
    refused("yesterday", null, null, "--from: expected a time such as");
    refused(null, "noon", "1h", "--to: expected");
    refused(null, null, "an hour", "--last: expected a time such as 90s");
    refused("2026-11-23T00:00:00Z", null, null, "--from: expected a time before");
  }

  private static void refused(
      @Nullable String from, @Nullable String to, @Nullable String last, String why) {
    assertThatThrownBy(() -> TimeRange.of(from, to, last, BERLIN, NOON, ""))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(why);
  }
}
