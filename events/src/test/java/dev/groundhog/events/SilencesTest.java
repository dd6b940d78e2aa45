package dev.groundhog.events;

import static dev.groundhog.events.Told.NOON;
import static dev.groundhog.events.Told.alert;
import static dev.groundhog.events.Told.crashing;
import static dev.groundhog.events.Told.ofHost;
import static dev.groundhog.events.Told.part;
import static dev.groundhog.events.Told.said;
import static dev.groundhog.events.Told.silence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.ControlEvent.ControlType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SilencesTest {
  private static final Instant ONE = NOON.plusSeconds(3600);
  private static final Instant TWO = NOON.plusSeconds(7200);

  private static final ControlEvent WEB_1 = said("s-1", silence().host("web-1").build());
  private static final ControlEvent WEB_2 = said("s-2", silence().host("web-2").until(TWO).build());

  @Test
  void a_silence_of_one_host_does_not_hide_the_other() {
    Silences one = Silences.NONE.with(WEB_1);
    assertThat(one.holds(alert("chat.service", "web-1"), NOON)).contains(WEB_1);
    assertThat(one.holds(alert("chat.service", "web-1", "web-2"), NOON)).isEmpty();
  }

  @Test
  void several_silences_together_hide_what_none_hides_alone() {
    Silences both = Silences.of(List.of(WEB_1, WEB_2));
    assertThat(both.holds(alert("chat.service", "web-1", "web-2"), NOON)).contains(WEB_1);
    assertThat(both.holds(alert("chat.service", "web-1", "web-2", "web-3"), NOON)).isEmpty();
  }

  @Test
  void each_unit_of_a_host_may_be_silenced_by_itself() {
    Silences both =
        Silences.of(
            List.of(
                said("s-1", silence().unit("chat").build()),
                said("s-2", silence().unit("mail").build())));
    assertThat(both.holds(ofHost("web-1", "chat.service", "mail.service"), NOON)).isPresent();
    assertThat(both.holds(ofHost("web-1", "chat.service", "db.service"), NOON)).isEmpty();
  }

  @Test
  void the_hold_ends_with_the_last_silence_of_the_first_host_that_is_free() {
    Alert both = alert("chat.service", "web-1", "web-2");
    ControlEvent longer = said("s-3", silence().host("web-1").until(TWO.plusSeconds(1)).build());
    Silences silences = Silences.of(List.of(WEB_1, WEB_2));
    assertThat(silences.holds(both, NOON)).contains(WEB_1);
    assertThat(silences.with(longer).holds(both, NOON)).contains(WEB_2);
  }

  @Test
  void only_hosts_that_crash_count() {
    for (HostState calm :
        List.of(HostState.RECOVERED, HostState.STOPPED, HostState.QUIET, HostState.DOWN)) {
      assertThat(Silences.NONE.with(WEB_1).holds(with(calm), NOON)).as("%s", calm).isPresent();
    }
    for (HostState loud : List.of(HostState.CRASHING, HostState.GAVE_UP, HostState.UNKNOWN)) {
      assertThat(Silences.NONE.with(WEB_1).holds(with(loud), NOON)).as("%s", loud).isEmpty();
    }
  }

  private static Alert with(HostState ofTheOther) {
    return alert()
        .unit("chat.service")
        .hosts(List.of(part("web-1", HostState.CRASHING), part("web-2", ofTheOther)))
        .build();
  }

  @Test
  void the_end_of_what_was_held_back_is_held_back_too() {
    Alert over =
        alert()
            .unit("chat.service")
            .state(AlertState.RECOVERED)
            .hosts(List.of(part("web-1", HostState.RECOVERED)))
            .build();
    assertThat(Silences.NONE.with(WEB_1).holds(over, NOON)).isPresent();
    assertThat(Silences.NONE.with(WEB_2).holds(over, NOON)).isEmpty();
  }

  @Test
  void hosts_that_are_not_listed_are_covered_only_if_any_host_is() {
    Alert cut = alert().unit("chat.service").hosts(crashing("web-1")).hostsOmitted(4).build();
    assertThat(Silences.NONE.with(said("s", silence().host("*").build())).holds(cut, NOON))
        .isEmpty();
    assertThat(Silences.NONE.with(said("s", silence().unit("chat").build())).holds(cut, NOON))
        .isPresent();
    Alert empty = alert().unit("chat.service").hosts(List.of()).build();
    assertThat(Silences.NONE.with(WEB_1).holds(empty, NOON)).isEmpty();
  }

  @Test
  void what_is_said_last_of_an_id_counts() {
    Silences ended =
        Silences.NONE.with(WEB_1).with(said("s-1", silence().host("web-1").until(NOON).build()));
    assertThat(ended.holds(alert("chat.service", "web-1"), NOON)).isEmpty();
    assertThat(ended.all()).hasSize(1);

    ControlEvent mark = ControlEventBuilder.builder().id("s-1").type(ControlType.MARK).build();
    assertThat(Silences.NONE.with(WEB_1).with(mark).all()).isEmpty();
  }

  @Test
  void marks_acknowledgements_and_rules_silence_nobody() {
    for (ControlType type : ControlType.values()) {
      if (type == ControlType.SILENCE) continue;
      ControlEvent other =
          ControlEventBuilder.builder()
              .id("x")
              .type(type)
              .incident("i")
              .rules("")
              .mute(new Mute("#batch", ""))
              .build();
      assertThat(Silences.NONE.with(other).all()).isEmpty();
    }
  }

  @Test
  void the_next_change_is_the_next_begin_or_end_of_any() {
    ControlEvent later =
        said("s-3", silence().host("h").from(ONE.plusSeconds(1)).until(TWO).build());
    Silences silences = Silences.of(List.of(WEB_1, later));
    assertThat(Silences.NONE.nextChange(NOON)).isEmpty();
    assertThat(silences.nextChange(Instant.EPOCH)).contains(NOON.minusSeconds(3600));
    assertThat(silences.nextChange(NOON)).contains(ONE);
    assertThat(silences.nextChange(ONE)).contains(ONE.plusSeconds(1));
    assertThat(silences.nextChange(ONE.plusSeconds(1))).contains(TWO);
    assertThat(silences.nextChange(TWO)).isEmpty();
  }

  @Test
  void a_silence_that_was_ended_before_it_began_changes_nothing() {
    ControlEvent never = said("s", silence().host("h").from(TWO).until(ONE).build());
    assertThat(Silences.NONE.with(never).nextChange(NOON)).isEmpty();
  }
}
