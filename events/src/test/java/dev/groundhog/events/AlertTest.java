package dev.groundhog.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Anybody may write to a topic. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AlertTest {
  private static final String NINE = "2026-11-22T09:00:00Z";

  @Test
  void a_moment_that_no_clock_shows_is_refused() throws Exception {
    assertThat(read("chat/1", NINE).at()).isEqualTo(NINE);
    for (String odd : new String[] {"-999999999-01-01T00:00:00Z", "+10000-01-01T00:00:00Z"}) {
      assertThatThrownBy(() -> read("chat/1", odd))
          .isInstanceOf(MalformedEventException.class)
          .hasMessageContaining("at: expected a year from 0000 to 9999");
    }
  }

  @Test
  void an_id_that_no_record_could_name_is_refused() throws Exception {
    assertThat(read("x".repeat(600), NINE).incident()).hasSize(600);
    assertThatThrownBy(() -> read("x".repeat(601), NINE))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining("incident: expected at most 600 characters, found 601 characters");
  }

  private static Alert read(String incident, String at) throws MalformedEventException {
    String json =
        "{\"v\":1,\"incident\":\"%s\",\"openedAt\":\"%s\",\"firstCrashAt\":\"%s\",\"lastCrashAt\":\"%s\",\"at\":\"%s\"}"
            .formatted(incident, NINE, NINE, NINE, at);
    return Wire.ALERT.decode(json.getBytes(StandardCharsets.UTF_8));
  }
}
