package dev.groundhog.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** 2026-11-23 is a Monday. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MuteTimesTest {
  private final MuteTimes nights =
      MuteTimes.parse("#batch Mon-Fri 18:00-08:00; #batch Sat-Sun 00:00-24:00").orElseThrow();

  @Test
  void within_its_hours_a_channel_is_muted_until_they_end() {
    assertThat(nights.until("#batch", at("2026-11-23T18:00:00Z")))
        .isEqualTo(at("2026-11-24T08:00:00Z"));
    assertThat(nights.until("#batch", at("2026-11-24T07:59:59Z")))
        .isEqualTo(at("2026-11-24T08:00:00Z"));
  }

  @Test
  void outside_of_them_and_in_other_channels_it_is_not() {
    assertThat(nights.until("#batch", at("2026-11-23T17:59:59Z"))).isNull();
    assertThat(nights.until("#batch", at("2026-11-24T08:00:00Z"))).isNull();
    assertThat(nights.until("#alerts", at("2026-11-23T20:00:00Z"))).isNull();
  }

  @Test
  void hours_that_follow_one_another_are_one_time() {
    // Friday's night ends on Saturday morning, when the weekend has begun.
    assertThat(nights.until("#batch", at("2026-11-27T19:00:00Z")))
        .isEqualTo(at("2026-11-30T00:00:00Z"));
  }

  @Test
  void days_may_go_over_the_end_of_the_week() {
    MuteTimes times = MuteTimes.parse("#a Sat-Mon 10:00-11:00").orElseThrow();
    assertThat(times.until("#a", at("2026-11-23T10:30:00Z"))).isNotNull();
    assertThat(times.until("#a", at("2026-11-24T10:30:00Z"))).isNull();
    assertThat(times.until("#a", at("2026-11-29T10:30:00Z"))).isNotNull();
  }

  @Test
  void the_walls_time_of_the_zone_counts_also_where_clocks_change() {
    MuteTimes berlin = MuteTimes.parse("#a Sun 01:00-04:00 Europe/Berlin").orElseThrow();
    // On 2026-10-25 the clock goes back from 3 to 2: these three hours take four.
    assertThat(berlin.until("#a", at("2026-10-24T23:00:00Z")))
        .isEqualTo(at("2026-10-25T03:00:00Z"));
    assertThat(berlin.until("#a", at("2026-11-22T00:30:00Z")))
        .isEqualTo(at("2026-11-22T03:00:00Z"));
  }

  @Test
  void a_channel_that_is_always_muted_has_an_end_all_the_same() {
    MuteTimes always = MuteTimes.parse("#a Mon-Sun 00:00-24:00").orElseThrow();
    assertThat(always.until("#a", at("2026-11-23T18:00:00Z"))).isNotNull();
  }

  @Test
  void what_is_no_time_is_not_taken_for_one() {
    for (String wrong :
        new String[] {
          "#a",
          "#a Mon",
          "#a Foo 10:00-11:00",
          "#a Mon 25:00-26:00",
          "#a Mon 10-11",
          "#a Mon 10:00-11:00 Mars/Olympus"
        }) {
      assertThat(MuteTimes.parse(wrong)).as(wrong).isEmpty();
    }
    assertThat(MuteTimes.parse(" ")).isPresent();
  }

  @Test
  void what_people_say_of_a_channel_takes_the_place_of_its_settings_until_they_say_otherwise() {
    Instant monday = at("2026-11-23T12:00:00Z");
    MuteTimes lunch = nights.with(said("#batch", "Mon 11:00-13:00"));
    assertThat(lunch.until("#batch", monday)).isEqualTo(at("2026-11-23T13:00:00Z"));
    assertThat(lunch.until("#batch", at("2026-11-23T20:00:00Z"))).isNull();
    assertThat(lunch.with(said("#batch", "")).until("#batch", monday)).isNull();
    assertThat(lunch.with(said("#other", "")).said()).hasSize(2);
  }

  @Test
  void what_is_said_under_its_id_takes_it_back_whatever_that_is() {
    ControlEvent mark =
        ControlEventBuilder.builder().id("mute:#batch").type(ControlEvent.ControlType.MARK).build();
    MuteTimes back = nights.with(said("#batch", "")).with(mark);
    assertThat(back.said()).isEmpty();
    assertThat(back.until("#batch", at("2026-11-23T18:00:00Z"))).isNotNull();
  }

  @Test
  void times_that_nobody_understands_mute_nothing() {
    assertThatThrownBy(() -> new Mute("#batch", "at night"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mute.times: expected times such as");
  }

  private static ControlEvent said(String channel, String times) {
    return ControlEventBuilder.builder()
        .id("mute:" + channel)
        .type(ControlEvent.ControlType.MUTE)
        .mute(new Mute(channel, times))
        .build();
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }
}
