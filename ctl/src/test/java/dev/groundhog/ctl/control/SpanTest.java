package dev.groundhog.ctl.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundhog.runtime.settings.InvalidSettingException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SpanTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void it_begins_now_and_lasts_as_long_as_was_said() {
    assertThat(Span.of(null, "2h", null, BERLIN, NOON))
        .isEqualTo(new Span(NOON, NOON.plus(Duration.ofHours(2))));
  }

  @Test
  void it_may_begin_later_and_then_lasts_from_there() {
    assertThat(Span.of("2026-11-22T20:00", "2h", null, BERLIN, NOON))
        .isEqualTo(
            new Span(Instant.parse("2026-11-22T19:00:00Z"), Instant.parse("2026-11-22T21:00:00Z")));
  }

  @Test
  void an_end_without_a_zone_is_local() {
    assertThat(Span.of(null, null, "2026-11-22 14:30", BERLIN, NOON).until())
        .isEqualTo(Instant.parse("2026-11-22T13:30:00Z"));
    assertThat(Span.of(null, null, "2026-11-22T14:30:00Z", BERLIN, NOON).until())
        .isEqualTo(Instant.parse("2026-11-22T14:30:00Z"));
  }

  @Test
  void it_is_as_exact_as_the_contract() {
    Span span = Span.of(null, "1h", null, BERLIN, NOON.plusNanos(1_234_567));
    assertThat(span.from()).isEqualTo(NOON.plusMillis(1));
  }

  @Test
  void what_is_wrong_is_named() {
    refused(null, null, null, "--for or --until: expected one of the two, found none");
    refused(
        null, "2h", "2026-11-22T14:30", "--for or --until: expected one of the two, found both");
    refused(null, "an hour", null, "--for: expected a time such as 30m, 2h or 1d");
    refused(null, "0s", null, "--for: expected an end after");
    refused(null, null, "tonight", "--until: expected a time such as");
    refused("soon", "1h", null, "--from: expected a time such as");
    refused("2026-11-22T14:00:00Z", null, "2026-11-22T13:00:00Z", "--until: expected an end after");
    refused("2026-11-22T09:00:00Z", "1h", null, "--for: expected an end after now");
  }

  @Test
  void it_does_not_outlive_the_topic_that_it_stands_in() {
    refused(null, "181d", null, "--for: expected an end within 180 days from now");
    assertThat(Span.of(null, "180d", null, BERLIN, NOON).until())
        .isEqualTo(NOON.plus(Span.LONGEST));
  }

  private static void refused(
      @Nullable String from, @Nullable String length, @Nullable String until, String why) {
    assertThatThrownBy(() -> Span.of(from, length, until, BERLIN, NOON))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(why)
        .hasMessageContaining("Nothing was written.");
  }
}
