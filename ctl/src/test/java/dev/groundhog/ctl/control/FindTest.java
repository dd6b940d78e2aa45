package dev.groundhog.ctl.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.ControlEventBuilder;
import dev.groundhog.events.SilenceBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FindTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private static final List<ControlEvent> SILENCES =
      List.of(
          said("s-12aa", NOON.plusSeconds(1)),
          said("s-12ab", NOON.plusSeconds(1)),
          said("s-12", NOON.minusSeconds(1)),
          said("s-34", NOON.minusSeconds(1)),
          said("s-345", NOON.plusSeconds(1)));

  private static final List<Alert> INCIDENTS =
      List.of(
          incident("chat.service/2026-11-22T11:00:00Z/1f3a", AlertState.OPEN),
          incident("chat.service/2026-10-01T11:00:00Z/1f3a", AlertState.CLOSED),
          incident("mail.service/2026-11-22T11:00:00Z/77aa", AlertState.OPEN),
          incident("host:web-1/2026-11-22T11:00:00Z/77aa", AlertState.QUIET),
          incident("db.service/2026-10-01T11:00:00Z/0b0b", AlertState.CLOSED));

  @Test
  void the_beginning_of_a_silences_id_is_enough_if_no_other_begins_so() {
    assertThat(silence("s-12aa")).isEqualTo("s-12aa");
    assertThat(silence("s-12ab")).isEqualTo("s-12ab");
    noSilence("s-12a", "Several silences begin with \"s-12a\": s-12aa, s-12ab. Type more");
    noSilence("s-9", "No silence has an id that begins with \"s-9\"");
  }

  @Test
  void an_id_typed_whole_is_meant_even_if_others_begin_so() {
    assertThat(silence("s-12")).isEqualTo("s-12");
  }

  @Test
  void a_silence_that_has_ended_is_hardly_meant() {
    assertThat(silence("s-3")).isEqualTo("s-345");
  }

  @Test
  void the_last_part_of_an_incidents_id_is_enough() {
    assertThat(incident("1f3a")).isEqualTo("chat.service/2026-11-22T11:00:00Z/1f3a");
  }

  @Test
  void an_incident_that_is_closed_needs_its_whole_id() {
    noIncident(
        "0b0b",
        "Only closed incidents are called \"0b0b\": db.service/2026-10-01T11:00:00Z/0b0b. Type"
            + " the whole id.");
    assertThat(incident("db.service/2026-10-01T11:00:00Z/0b0b")).startsWith("db.service");
    assertThat(incident("chat.service/2026-10-01T11:00:00Z/1f3a")).contains("2026-10-01");
  }

  @Test
  void two_incidents_of_one_short_id_are_both_named() {
    noIncident(
        "77aa",
        "Several incidents are called \"77aa\": mail.service/2026-11-22T11:00:00Z/77aa,"
            + " host:web-1/2026-11-22T11:00:00Z/77aa. Type the whole id.");
  }

  @Test
  void a_part_of_the_last_part_is_not_guessed_at() {
    noIncident("1f3", "No incident is called \"1f3\"");
    noIncident("", "No incident is called");
  }

  private static String silence(String wanted) {
    return Find.silence(SILENCES, wanted, NOON).id();
  }

  private static void noSilence(String wanted, String why) {
    assertThatThrownBy(() -> silence(wanted))
        .isInstanceOf(NotDoneException.class)
        .hasMessageContaining(why);
  }

  private static String incident(String wanted) {
    return Find.incident(INCIDENTS, wanted).incident();
  }

  private static void noIncident(String wanted, String why) {
    assertThatThrownBy(() -> incident(wanted))
        .isInstanceOf(NotDoneException.class)
        .hasMessageContaining(why);
  }

  private static ControlEvent said(String id, Instant until) {
    return ControlEventBuilder.builder()
        .id(id)
        .type(ControlType.SILENCE)
        .silence(
            SilenceBuilder.builder()
                .unit("chat")
                .labels(Map.of())
                .from(NOON.minusSeconds(9))
                .until(until)
                .build())
        .build();
  }

  private static Alert incident(String id, AlertState state) {
    return AlertBuilder.builder()
        .incident(id)
        .revision(1)
        .state(state)
        .openedAt(NOON)
        .firstCrashAt(NOON)
        .lastCrashAt(NOON)
        .at(NOON)
        .build();
  }
}
