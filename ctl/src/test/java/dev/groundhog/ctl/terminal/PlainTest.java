package dev.groundhog.ctl.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PlainTest {

  @Test
  void a_duration_is_told_in_its_two_largest_units() {
    assertThat(Plain.lasting(Duration.ofMinutes(1501))).isEqualTo("1d 1h");
    assertThat(Plain.lasting(Duration.ofSeconds(260))).isEqualTo("4m 20s");
    assertThat(Plain.lasting(Duration.ofMillis(999))).isEqualTo("0s");
  }

  @Test
  void a_time_is_followed_by_its_zone() {
    Instant noon = Instant.parse("2026-11-22T12:00:00Z");
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    assertThat(Plain.time(noon, berlin) + Plain.zoneOf(berlin))
        .isEqualTo("2026-11-22 13:00:00 Europe/Berlin");
    assertThat(Plain.zoneOf(ZoneOffset.UTC)).isEqualTo(" UTC");
  }

  @Test
  void what_somebody_wrote_cannot_command_the_terminal() {
    assertThat(Plain.clean("\u001b[2Jgone\r\n\u202eover\u009b1m")).isEqualTo("[2Jgone over 1m");
  }
}
