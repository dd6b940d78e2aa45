package dev.groundhog.ctl.incidents;

import static dev.groundhog.ctl.incidents.Records.NOW;
import static dev.groundhog.ctl.incidents.Records.alert;
import static dev.groundhog.ctl.incidents.Records.control;
import static dev.groundhog.ctl.incidents.Records.delivery;
import static dev.groundhog.ctl.incidents.Records.silence;
import static dev.groundhog.ctl.incidents.Records.written;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.ControlEventBuilder;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Severity;
import dev.groundhog.events.Topic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IncidentsTest {
  private final Incidents incidents = new Incidents(3);

  @Test
  void open_ones_come_first_and_the_worst_of_them_before_all() {
    take(alert("small", AlertState.OPEN, 1));
    take(alert("gone", AlertState.CLOSED, 90));
    take(alert("well", AlertState.RECOVERED, 80));
    take(alert("wide", AlertState.OPEN, 7));
    take(
        AlertBuilder.builder(alert("bad", AlertState.OPEN, 1)).severity(Severity.CRITICAL).build());
    assertThat(names()).containsExactly("bad", "wide", "small", "well", "gone");
  }

  @Test
  void the_parts_of_a_larger_one_come_right_after_it() {
    take(AlertBuilder.builder(alert("part", AlertState.OPEN, 9)).partOf("host/t/0000").build());
    take(alert("other", AlertState.OPEN, 2));
    take(alert("host", AlertState.OPEN, 3));
    take(AlertBuilder.builder(alert("orphan", AlertState.OPEN, 1)).partOf("nowhere").build());
    assertThat(names()).containsExactly("host", "part", "other", "orphan");
  }

  @Test
  void what_a_silence_holds_back_is_seen_with_whose_word_it_is_and_until_when() {
    take(alert("chat", AlertState.OPEN, 1));
    incidents.take(control(silence("s-1", "chat", NOW.minusSeconds(60), NOW.plusSeconds(60))));
    Hold hold = requireNonNull(only().hold());
    assertThat(hold.silence()).isEqualTo("s-1");
    assertThat(hold.by()).isEqualTo("ada");
    assertThat(hold.since()).isEqualTo(NOW.minusSeconds(60));
    assertThat(hold.until()).isEqualTo(NOW.plusSeconds(60));
    assertThat(incidents.list(NOW.plusSeconds(60)).get(0).hold()).as("it has ended").isNull();
  }

  @Test
  void a_hold_that_one_silence_handed_to_the_next_began_with_the_first() {
    take(alert("chat", AlertState.OPEN, 1));
    incidents.take(control(silence("s-1", "chat", NOW.minusSeconds(90), NOW.minusSeconds(20))));
    incidents.take(control(silence("s-2", "chat", NOW.minusSeconds(30), NOW.plusSeconds(60))));
    incidents.take(control(silence("s-0", "chat", NOW.minusSeconds(300), NOW.minusSeconds(200))));
    assertThat(requireNonNull(only().hold()).since()).isEqualTo(NOW.minusSeconds(90));
  }

  @Test
  void one_host_that_no_silence_covers_and_people_are_told() {
    take(alert("chat", AlertState.OPEN, 2));
    incidents.take(
        written(
            Topic.CONTROL,
            "{\"id\":\"s-1\",\"type\":\"silence\",\"silence\":{\"host\":\"web-1\","
                + "\"from\":\"2026-11-22T00:00:00Z\",\"until\":\"2026-11-23T00:00:00Z\"}}"));
    assertThat(only().hold()).isNull();
    assertThat(only().silences()).as("but it says that there is one").containsExactly("s-1");
  }

  @Test
  void how_far_it_is_told_is_what_the_sink_wrote() {
    Alert chat = alert("chat", AlertState.OPEN, 1);
    take(chat);
    assertThat(only().told().state()).isEqualTo(Telling.State.NOT_TOLD);
    incidents.take(delivery(chat, 1, "C1"));
    assertThat(only().told().state()).isEqualTo(Telling.State.TOLD);
    assertThat(only().told().channel()).isEqualTo("C1");
    take(AlertBuilder.builder(chat).revision(2).newsRevision(2).reason(Reason.SPREAD).build());
    assertThat(only().told().state()).as("newer news waits").isEqualTo(Telling.State.BEHIND);
  }

  @Test
  void who_took_care_last_is_shown() {
    take(alert("chat", AlertState.OPEN, 1));
    for (String who : List.of("ada", "ben")) {
      incidents.take(
          control(
              ControlEventBuilder.builder()
                  .id("ack:chat/t/0000")
                  .type(ControlType.ACK)
                  .incident("chat/t/0000")
                  .by(who)
                  .text("rolling back")
                  .build()));
    }
    assertThat(requireNonNull(only().acknowledged()).by()).isEqualTo("ben");
  }

  @Test
  void marks_from_an_hour_before_it_that_concern_it_are_shown_beside_it() {
    Alert chat = alert("chat", AlertState.OPEN, 1);
    take(chat);
    mark("early", chat.firstCrashAt().minus(Duration.ofMinutes(61)), null);
    mark("deploy", chat.firstCrashAt().minus(Duration.ofMinutes(5)), "chat");
    mark("other", chat.firstCrashAt(), "mail");
    mark("all", chat.firstCrashAt().plusSeconds(3), null);
    assertThat(incidents.detail("chat", NOW).marks())
        .extracting(mark -> mark.id())
        .containsExactly("deploy", "all");
  }

  @Test
  void the_history_is_bounded_and_keeps_the_first_the_newest_and_the_news() {
    Alert chat = alert("chat", AlertState.OPEN, 1);
    for (int i = 1; i <= 500; i++) {
      boolean news = i == 1 || i % 100 == 0;
      take(
          AlertBuilder.builder(chat)
              .revision(i)
              .newsRevision(news ? i : 1)
              .reason(news ? Reason.SPREAD : Reason.COUNT)
              .build());
    }
    Detail detail = incidents.detail("chat", NOW);
    assertThat(detail.steps()).hasSize(Story.MAX_STEPS);
    assertThat(detail.stepsOmitted()).isEqualTo(300);
    assertThat(detail.steps()).extracting(Step::revision).contains(1, 100, 200, 300, 400, 500);
  }

  @Test
  void closed_ones_are_forgotten_oldest_first_and_those_that_stand_never() {
    take(alert("open", AlertState.OPEN, 1));
    for (int i = 0; i < 10; i++) take(alert("closed-" + i, AlertState.CLOSED, 1));
    assertThat(names()).containsExactlyInAnyOrder("open", "closed-7", "closed-8", "closed-9");
  }

  @Test
  void a_part_of_an_id_is_enough_if_only_one_is_meant() {
    take(named("chat.service/2026-11-22T11:22:41.581Z/1f3a", AlertState.OPEN));
    take(named("chat.service/2026-11-20T11:22:41.581Z/1f3a", AlertState.CLOSED));
    take(named("mail.service/2026-11-22T11:22:41.581Z/77aa", AlertState.OPEN));
    assertThat(found("1f3a")).as("not the closed one").contains("11-22").startsWith("chat");
    assertThat(found("mail")).startsWith("mail");
    assertThat(found("chat.service/2026-11-20T11:22:41.581Z/1f3a")).contains("11-20");
    assertThatThrownBy(() -> found("2026"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("Several incidents are called \"2026\"");
    assertThatThrownBy(() -> found("beef")).hasMessageContaining("No incident is called \"beef\"");
  }

  @Test
  void all_words_of_a_search_must_be_somewhere_in_it() {
    take(alert("chat", AlertState.OPEN, 2));
    take(alert("mail", AlertState.OPEN, 1));
    assertThat(incidents.list(NOW, "  ")).hasSize(2);
    assertThat(incidents.list(NOW, "WEB-2 chat")).hasSize(1);
    assertThat(incidents.list(NOW, "web-2 mail")).isEmpty();
  }

  @Test
  void what_is_no_record_of_the_contract_changes_nothing() {
    take(alert("chat", AlertState.OPEN, 1));
    for (Topic topic : Topic.values()) {
      for (String junk : List.of("", "?", "null", "{}", "[]", "{\"incident\":7}")) {
        assertThat(incidents.take(written(topic, junk))).as(topic + " " + junk).isFalse();
      }
      assertThat(incidents.take(new LogRecord(topic, 0, 0, NOW, "k", null))).isFalse();
    }
    assertThat(names()).containsExactly("chat");
  }

  private void take(Alert alert) {
    incidents.take(written(Topic.ALERTS, alert));
  }

  private void mark(
      String id, java.time.Instant at, @org.jspecify.annotations.Nullable String unit) {
    incidents.take(
        control(
            ControlEventBuilder.builder().id(id).type(ControlType.MARK).at(at).unit(unit).build()));
  }

  private static Alert named(String id, AlertState state) {
    return AlertBuilder.builder(alert("x", state, 1)).incident(id).build();
  }

  private String found(String part) {
    return incidents.detail(part, NOW).alert().incident();
  }

  private Summary only() {
    assertThat(incidents.list(NOW)).hasSize(1);
    return incidents.list(NOW).get(0);
  }

  private List<String> names() {
    return incidents.list(NOW).stream().map(s -> s.incident().replaceAll("/.*", "")).toList();
  }
}
