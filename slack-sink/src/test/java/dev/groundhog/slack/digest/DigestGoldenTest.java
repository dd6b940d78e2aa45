package dev.groundhog.slack.digest;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.DeliveryBuilder;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Severity;
import dev.groundhog.slack.fake.Alerts;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DigestGoldenTest {
  static Stream<Arguments> alerts() {
    Alert spread = Alerts.spread();
    return Stream.of(
        Arguments.of("wave", Alerts.wave()),
        Arguments.of("spread", spread),
        Arguments.of("recovered", Alerts.recovered()),
        Arguments.of("closed", Alerts.closed()),
        Arguments.of("quiet", Alerts.ended(Reason.QUIET, AlertState.QUIET, HostState.QUIET)),
        Arguments.of("down", Alerts.ended(Reason.DOWN, AlertState.DOWN, HostState.STOPPED)),
        Arguments.of(
            "not-heard-from",
            Alerts.ended(
                Reason.NOT_HEARD_FROM, AlertState.NOT_HEARD_FROM, HostState.NOT_HEARD_FROM)),
        Arguments.of("host", Alerts.host()),
        Arguments.of("host-ended", Alerts.hostEnded()),
        Arguments.of("host-scattered", Alerts.hostScattered()),
        Arguments.of("cause", Alerts.cause()),
        Arguments.of("part-of", Alerts.partOf()),
        Arguments.of("started", Alerts.started()),
        Arguments.of("stopped", Alerts.stopped(false)),
        Arguments.of("stopped-as-asked", Alerts.stopped(true)),
        Arguments.of("note", Alerts.backupFailed()),
        Arguments.of(
            "note-of-one-line", Alerts.note(Severity.INFO, said("deploy", "1.4.2 is out"))),
        Arguments.of("note-critical", Alerts.note(Severity.CRITICAL, said(null, "no space left"))),
        Arguments.of("note-hostile", Alerts.note(Severity.INFO, hostile())),
        Arguments.of("hostile", Alerts.hostile()));
  }

  private static Alert.Note said(@Nullable String title, String line) {
    return new Alert.Note(title, null, List.of(line), 0, 0);
  }

  private static Alert.Note hostile() {
    Alert.Cause cause = Alerts.hostile().causes().get(0);
    return new Alert.Note(cause.title(), null, List.of(cause.title(), "```", "@channel"), 0, 1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("alerts")
  void a_message_is_what_was_agreed(String name, Alert alert) {
    Golden.compare(name + ".json", Golden.pretty(Digest.message(alert, Rung.FULL).payload()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("alerts")
  void a_terminal_shows_what_was_agreed(String name, Alert alert) {
    Golden.compare(name + ".txt", new ConsoleText(false).message(alert));
  }

  @Test
  void each_news_has_its_words() {
    Delivery told =
        DeliveryBuilder.builder(Delivery.none(Alerts.INCIDENT))
            .revision(3)
            .newsRevision(3)
            .crashes(8)
            .hostCount(3)
            .build();
    StringBuilder all = new StringBuilder();
    // The later ones say why something was not told.
    for (Reason reason : EnumSet.range(Reason.HOST_LOOP, Reason.LATE)) {
      if (!reason.isNews()) continue;
      AlertState state =
          switch (reason) {
            case RECOVERED -> AlertState.RECOVERED;
            case QUIET -> AlertState.QUIET;
            case DOWN -> AlertState.DOWN;
            case NOT_HEARD_FROM -> AlertState.NOT_HEARD_FROM;
            default -> AlertState.OPEN;
          };
      Alert alert = Alerts.news(Alerts.spread(), reason, state);
      all.append(reason).append(": ").append(Digest.reply(alert, told, Rung.TEXT).text());
      all.append('\n');
    }
    Golden.compare("news.txt", all.toString());
  }

  @Test
  void the_last_rung_is_a_text_that_says_it_all() {
    Golden.compare(
        "spread.rung-text.txt", Digest.message(Alerts.spread(), Rung.TEXT).text() + "\n");
  }
}
