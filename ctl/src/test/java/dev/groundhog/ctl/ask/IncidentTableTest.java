package dev.groundhog.ctl.ask;

import static dev.groundhog.ctl.incidents.Records.NOW;
import static dev.groundhog.ctl.incidents.Records.alert;
import static dev.groundhog.ctl.incidents.Records.control;
import static dev.groundhog.ctl.incidents.Records.silence;
import static dev.groundhog.ctl.incidents.Records.written;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.ctl.incidents.Incidents;
import dev.groundhog.ctl.terminal.Screen;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Severity;
import dev.groundhog.events.Topic;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IncidentTableTest {
  private final Incidents incidents = new Incidents(100);

  @Test
  void columns_stand_under_each_other_and_what_is_held_back_is_said() {
    take(
        AlertBuilder.builder(alert("chat", AlertState.OPEN, 5))
            .severity(Severity.CRITICAL)
            .knownHosts(12)
            .crashes(1204)
            .causes(List.of(cause("panic: index out of range [#]")))
            .build());
    take(alert("mail-out", AlertState.OPEN, 1));
    incidents.take(control(silence("s-1", "mail-*", NOW.minusSeconds(60), NOW.plusSeconds(60))));
    assertThat(lines(new Screen(false, 100)))
        .containsExactly(
            "STATE          UNIT                HOSTS  CRASHES  SINCE     LAST CRASH  TOLD       ID",
            "open critical  chat.service      5 of 12    1,204  11:50:00  5s ago      no         0000",
            "  panic: index out of range [#]",
            "open warning   mail-out.service        1        3  11:50:00  5s ago      held back  0000",
            "  held back since 11:59:00 until 12:01:00 by s-1 (ada: new disks)");
  }

  @Test
  void there_are_colours_only_where_they_are_wanted() {
    take(alert("chat", AlertState.OPEN, 1));
    assertThat(lines(new Screen(true, 100)).get(1)).contains("\u001b[33mopen warning\u001b[0m");
    assertThat(String.join("", lines(Screen.NONE))).doesNotContain("\u001b");
  }

  @Test
  void no_line_is_longer_than_the_screen_and_nothing_is_cut_for_a_pipe() {
    String long_ = "boom ".repeat(80).strip();
    take(
        AlertBuilder.builder(alert("chat", AlertState.OPEN, 1))
            .causes(List.of(cause(long_)))
            .build());
    for (int width : new int[] {20, 60, 100, 139, 140, 200}) {
      assertThat(lines(new Screen(false, width))).allMatch(line -> line.length() <= width);
    }
    assertThat(lines(Screen.NONE).get(1)).endsWith(long_);
  }

  @Test
  void what_others_wrote_moves_no_cursor_and_makes_no_line() {
    take(
        AlertBuilder.builder(alert("chat", AlertState.OPEN, 1))
            .unit("chat\u001b[2J\n\u202eevil")
            .causes(List.of(cause("a\u001b]0;title\u0007\r\nb")))
            .build());
    assertThat(lines(new Screen(false, 100))).hasSize(3);
    assertThat(String.join("", lines(new Screen(false, 100))))
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
  }

  private static Alert.Cause cause(String title) {
    return new Alert.Cause("v1:1", title, 1, 1, null, true);
  }

  private void take(Alert alert) {
    incidents.take(written(Topic.ALERTS, alert));
  }

  private List<String> lines(Screen screen) {
    return new IncidentTable(screen, ZoneOffset.UTC, NOW).lines(incidents.list(NOW));
  }
}
