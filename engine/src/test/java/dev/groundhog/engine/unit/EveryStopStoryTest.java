package dev.groundhog.engine.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Fleet;
import dev.groundhog.engine.rules.RulesFile;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.EventType;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.Severity;
import dev.groundhog.events.Tail;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Units of which each start and stop is told. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EveryStopStoryTest {
  private static final String CHAT = "chat.service";

  private final Fleet fleet = fleet();

  @Test
  void a_start_and_a_planned_stop_are_told_each_once_and_closed_at_once() {
    fleet.start("web-1", CHAT).passMinutes(3).stop("web-1", CHAT).passMinutes(120);
    assertThat(fleet.reasons()).containsExactly(Reason.STARTED, Reason.STOPPED);
    assertThat(fleet.incidents()).isEqualTo(2);
    assertThat(fleet.news()).hasSize(2);
    assertThat(fleet.alerts())
        .allSatisfy(
            alert -> {
              assertThat(alert.revision()).isEqualTo(1);
              assertThat(alert.state()).isEqualTo(AlertState.CLOSED);
              assertThat(alert.severity()).isEqualTo(Severity.INFO);
              assertThat(alert.crashes()).isZero();
              assertThat(alert.channel()).isEqualTo("#chat");
            });
    assertThat(notice(fleet.last()).planned()).isTrue();
    assertThat(fleet.last().hosts().get(0).state()).isEqualTo(HostState.STOPPED);
  }

  @Test
  void a_crash_is_told_with_how_it_died_and_its_last_lines_and_counts_for_loops_all_the_same() {
    Tail tail = Fleet.javaTail("no route");
    for (int i = 0; i < 3; i++) fleet.crash("web-1", CHAT, e -> e.tail(tail)).passSeconds(2);
    assertThat(fleet.reasons())
        .containsExactlyInAnyOrder(
            Reason.STOPPED, Reason.STOPPED, Reason.STOPPED, Reason.HOST_LOOP);
    Alert stopped = fleet.alerts().get(0);
    assertThat(stopped.exits()).containsOnlyKeys("exit-code 3");
    assertThat(stopped.severity()).isEqualTo(Severity.WARNING);
    assertThat(stopped.crashes()).isEqualTo(1);
    Alert.Sample sample = Objects.requireNonNull(stopped.causes().get(0).sample());
    assertThat(sample.lines()).isEqualTo(tail.lines());
  }

  @Test
  void other_units_are_as_they_were() {
    fleet.start("web-1", "other.service").stop("web-1", "other.service").passMinutes(2);
    assertThat(fleet.alerts()).isEmpty();
  }

  @Test
  void starts_and_stops_of_many_units_on_one_host_are_no_larger_incident() {
    for (String unit : List.of(CHAT, "worker@1.service", "mail.service", "web.service")) {
      fleet.start("web-1", unit).passSeconds(1).crash("web-1", unit).passSeconds(1);
    }
    fleet.passMinutes(5);
    assertThat(fleet.reasons()).containsOnly(Reason.STARTED, Reason.STOPPED).hasSize(8);
  }

  @Test
  void an_instance_is_named() {
    fleet.start("web-1", "worker@3.service");
    assertThat(fleet.last().unit()).isEqualTo("worker@.service");
    assertThat(notice(fleet.last()).unit()).isEqualTo("worker@3.service");
  }

  @Test
  void a_stop_of_unknown_intent_is_not_said_to_be_asked_for() {
    fleet.send(
        fleet
            .base(EventType.STOPPED, "web-1", CHAT)
            .result(ServiceResult.EXIT_CODE)
            .exitStatus("143")
            .build());
    assertThat(fleet.reasons()).containsExactly(Reason.STOPPED);
    assertThat(notice(fleet.last()).planned()).isFalse();
    assertThat(fleet.last().crashes()).isZero();
  }

  @Test
  void the_same_stop_sent_twice_is_told_once() {
    fleet.crash("web-1", CHAT, e -> e.id("x")).passSeconds(5).crash("web-1", CHAT, e -> e.id("x"));
    assertThat(fleet.alerts()).hasSize(1);
  }

  @Test
  void what_happened_longer_ago_than_lateness_is_not_told() {
    fleet.crash("web-1", CHAT, e -> e.age(90_000_000L)).passMinutes(2);
    fleet.send(fleet.base(EventType.STARTING, "web-1", CHAT).age(90_000_000L).build());
    assertThat(fleet.alerts()).isEmpty();
  }

  @Test
  void of_more_than_ten_a_minute_the_last_is_told_at_its_end_and_says_how_many_came_before() {
    for (int i = 0; i < 24; i++) fleet.start("web-1", CHAT).stop("web-1", CHAT).passSeconds(2);
    assertThat(fleet.alerts()).hasSize(10);
    fleet.passSeconds(30);
    assertThat(fleet.alerts()).hasSize(11);
    assertThat(fleet.last().reason()).isEqualTo(Reason.STOPPED);
    assertThat(notice(fleet.last()).others()).isEqualTo(48 - 10 - 1);
    assertThat(fleet.alerts().subList(0, 10))
        .allSatisfy(a -> assertThat(notice(a).others()).isZero());
    // The minute after that begins with this one.
    for (int i = 0; i < 20; i++) fleet.start("web-1", CHAT);
    assertThat(fleet.alerts()).hasSize(20);
    fleet.passMinutes(2);
    assertThat(fleet.alerts()).hasSize(21);
    assertThat(notice(fleet.last()).others()).isEqualTo(20 - 9 - 1);
    fleet.passMinutes(10);
    assertThat(fleet.alerts()).hasSize(21);
  }

  @Test
  void the_bound_is_of_each_host_and_unit() {
    for (int host = 0; host < 20; host++) fleet.start("web-" + host, CHAT);
    assertThat(fleet.alerts()).hasSize(20);
    assertThat(fleet.incidents()).isEqualTo(20);
  }

  @Test
  void the_same_log_gives_the_same_alerts() {
    assertThat(play(fleet())).isEqualTo(play(fleet())).hasSizeGreaterThan(15);
  }

  private static List<Alert> play(Fleet fleet) {
    for (int i = 0; i < 30; i++) {
      fleet.start("web-" + i % 3, CHAT).passSeconds(i % 5).crash("web-" + i % 3, CHAT);
    }
    return fleet.passMinutes(90).alerts();
  }

  private static Alert.Notice notice(Alert alert) {
    return Objects.requireNonNull(alert.notice());
  }

  private static Fleet fleet() {
    String rules =
        """
        units:
          - {match: chat.service, everyStop: true, channel: "#chat"}
          - {match: worker@.service, everyStop: true}
          - {match: mail.service, everyStop: true}
          - {match: web.service, everyStop: true}
        """;
    try {
      return new Fleet(RulesFile.parse(rules));
    } catch (dev.groundhog.engine.rules.InvalidRulesException e) {
      throw new AssertionError(e);
    }
  }
}
