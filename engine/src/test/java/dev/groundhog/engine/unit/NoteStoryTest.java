package dev.groundhog.engine.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Fleet;
import dev.groundhog.engine.fleet.FleetDesk;
import dev.groundhog.engine.fleet.FleetTables;
import dev.groundhog.engine.rules.InvalidRulesException;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.rules.RulesFile;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.EventType;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import dev.groundhog.events.Severity;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What people and scripts say, through groundhog-tee. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NoteStoryTest {
  private final Fleet fleet = fleet();

  @Test
  void a_note_is_one_alert_that_is_closed_at_once() {
    note("web-1", null, "backup", "warning").passMinutes(120);
    assertThat(fleet.alerts()).hasSize(1);
    Alert alert = fleet.last();
    assertThat(alert.reason()).isEqualTo(Reason.NOTE);
    assertThat(alert.isNews()).isTrue();
    assertThat(alert.isIncident()).isFalse();
    assertThat(alert.state()).isEqualTo(AlertState.CLOSED);
    assertThat(alert.severity()).isEqualTo(Severity.WARNING);
    assertThat(alert.hosts()).extracting(Alert.HostPart::host).containsExactly("web-1");
    Alert.Note note = Objects.requireNonNull(alert.note());
    assertThat(note.title()).isEqualTo("backup");
    assertThat(note.unit()).isNull();
    assertThat(note.lines()).containsExactly("1 of 2", "2 of 2");
  }

  @Test
  void its_channel_is_by_the_rules_of_its_unit_or_of_its_title() {
    note("web-1", "chat.service", "deploy", "info");
    note("web-1", null, "Nightly backup", "info");
    note("web-1", null, "something else", "info");
    note("web-1", "other.service", "deploy", "info");
    assertThat(fleet.alerts())
        .extracting(Alert::channel)
        .containsExactly("#chat", "#backups", "#notes", null);
  }

  @Test
  void two_notes_of_one_moment_are_two_alerts() {
    note("web-1", null, "backup", "info");
    note("web-1", null, "backup", "info");
    note("web-2", null, "backup", "info");
    assertThat(fleet.incidents()).isEqualTo(3);
  }

  @Test
  void notes_count_for_no_loop_and_no_wave_however_bad_they_are() {
    for (int i = 0; i < 30; i++) note("web-" + i % 5, "chat.service", "chat", "critical");
    fleet.passMinutes(60);
    assertThat(fleet.reasons()).containsOnly(Reason.NOTE);
    assertThat(fleet.alerts()).allMatch(alert -> alert.crashes() == 0);
    assertThat(fleet.filed()).isEmpty();
  }

  @Test
  void notes_about_many_units_of_one_host_are_no_larger_incident() {
    for (String unit : List.of("a.service", "b.service", "c.service", "d.service")) {
      note("web-1", unit, null, "critical").passSeconds(1);
    }
    fleet.passMinutes(10);
    assertThat(fleet.alerts()).hasSize(4).allMatch(alert -> alert.scope() == Scope.UNIT);
  }

  @Test
  void no_desk_remembers_a_note_as_something_that_could_be_part_of_a_larger_incident() {
    note("web-1", "chat.service", null, "critical");
    FleetTables tables = FleetTables.inMemory();
    Alert alert = fleet.last();
    assertThat(new FleetDesk(tables, () -> Rules.BUILT_IN).accept(alert)).containsExactly(alert);
    assertThat(tables.members().withPrefix("")).isEmpty();
    assertThat(tables.agenda().withPrefix("")).isEmpty();
  }

  @Test
  void an_incident_is_told_the_same_with_notes_in_between_and_without() {
    Fleet without = loop(fleet(), false);
    Fleet with = loop(fleet, true);
    assertThat(with.alerts().stream().filter(Alert::isIncident).toList())
        .isEqualTo(without.alerts())
        .isNotEmpty();
  }

  private Fleet loop(Fleet of, boolean notes) {
    for (int i = 0; i < 5; i++) {
      of.passSeconds(7).crash("web-1", "chat.service", e -> e.id(null));
      if (notes) note("web-1", "chat.service", "chat", "critical");
      if (notes) note("web-2", "chat.service", "chat", "info");
    }
    return of.passMinutes(90);
  }

  @Test
  void the_same_log_gives_the_same_alerts() {
    assertThat(play(fleet())).isEqualTo(play(fleet())).hasSizeGreaterThan(15);
  }

  private List<Alert> play(Fleet of) {
    for (int i = 0; i < 60; i++) {
      of.passSeconds(i % 5);
      of.send(of.base(EventType.NOTE, "web-" + i % 2, null).title("t" + i % 3).text("x").build());
    }
    return of.passMinutes(5).alerts();
  }

  private Fleet note(String host, @Nullable String unit, @Nullable String title, String level) {
    return fleet.send(
        fleet
            .base(EventType.NOTE, host, unit)
            .title(title)
            .text("1 of 2\n2 of 2\n")
            .level(level)
            .build());
  }

  private static Fleet fleet() {
    String rules =
        """
        units:
          - {match: chat.service, channel: "#chat"}
          - {match: "note:nightly-*", channel: "#backups"}
          - {match: "note:*", channel: "#notes"}
        """;
    try {
      return new Fleet(RulesFile.parse(rules));
    } catch (InvalidRulesException e) {
      throw new AssertionError(e);
    }
  }
}
