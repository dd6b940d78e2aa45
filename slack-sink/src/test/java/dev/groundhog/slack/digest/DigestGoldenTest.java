package dev.groundhog.slack.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.DeliveryBuilder;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Severity;
import dev.groundhog.slack.fake.Alerts;
import dev.groundhog.slack.fake.Days;
import dev.groundhog.slack.fake.Storms;
import dev.groundhog.slack.reconcile.Blindness;
import dev.groundhog.slack.reconcile.Daily;
import dev.groundhog.slack.reconcile.Incident;
import dev.groundhog.slack.reconcile.Pages;
import dev.groundhog.slack.reconcile.Subject;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
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
  private static final URI CONSOLE = URI.create("https://groundhog.example/console");

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
    Golden.compare(name + ".txt", new ConsoleText(false).message(new Incident(alert)));
  }

  @Test
  void a_storm_is_what_was_agreed() {
    Golden.compare(
        "storm.json", Golden.pretty(Digest.message(Storms.storm(), Rung.FULL).payload()));
    Golden.compare("storm.txt", new ConsoleText(false).message(Storms.storm()));
    Golden.compare("storm-over.txt", new ConsoleText(false).message(Storms.over()));
    Delivery half =
        DeliveryBuilder.builder(Delivery.none("storm/1f3a5b7c"))
            .revision(9)
            .newsRevision(19)
            .build();
    Delivery all = DeliveryBuilder.builder(half).newsRevision(57).build();
    Golden.compare(
        "storm-news.txt",
        Digest.reply(Storms.storm(), half, Rung.TEXT).text()
            + "\n"
            + Digest.reply(Storms.over(), all, Rung.TEXT).text()
            + "\n");
  }

  @Test
  void a_day_is_what_was_agreed() {
    Golden.compare("daily.json", Golden.pretty(Digest.message(Days.day(), Rung.FULL).payload()));
    StringBuilder all = new StringBuilder();
    for (Daily each : List.of(Days.day(), Days.first(), Days.quiet(), Days.large())) {
      all.append(new ConsoleText(false).message(each)).append('\n');
    }
    Golden.compare("daily.txt", all.toString());
  }

  @Test
  void an_incident_that_a_browser_shows_has_a_link_to_it() {
    Incident shown = new Incident(Alerts.wave(), List.of(), new Pages(CONSOLE).of(Alerts.wave()));
    StringBuilder all = new StringBuilder();
    all.append(Golden.pretty(Digest.message(shown, Rung.FULL).payload()));
    all.append(Digest.message(shown, Rung.TEXT).text()).append('\n');
    all.append(new ConsoleText(false).message(shown));
    all.append(Golden.pretty(Digest.compatMessage(shown, Delivery.none("x"), Rung.FULL).payload()));
    Golden.compare("linked.txt", all.toString());
  }

  @Test
  void a_receiver_of_the_basics_is_told_as_was_agreed() {
    StringBuilder all = new StringBuilder();
    for (Subject each :
        List.of(new Incident(Alerts.spread()), new Incident(Alerts.hostile()), Storms.storm())) {
      all.append(
          Golden.pretty(Digest.compatMessage(each, Delivery.none("x"), Rung.FULL).payload()));
    }
    Golden.compare("compat.json", all.toString());
  }

  @Test
  void blindness_is_said_as_was_agreed() {
    StringBuilder all = new StringBuilder();
    for (Blindness.Kind kind : Blindness.Kind.values()) {
      Blindness blind = new Blindness(kind, Alerts.START, null);
      all.append(new ConsoleText(false).message(blind));
      Blindness over = blind.endedAt(Alerts.START.plusSeconds(754));
      all.append(Digest.reply(over, Delivery.none(over.id()), Rung.TEXT).text()).append('\n');
      assertThat(Limits.violations(Digest.message(over, Rung.FULL))).isEmpty();
      assertThat(Blindness.of(blind.id())).contains(blind);
    }
    Golden.compare("blind.txt", all.toString());
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
      all.append(reason)
          .append(": ")
          .append(Digest.reply(new Incident(alert), told, Rung.TEXT).text());
      all.append('\n');
    }
    Golden.compare("news.txt", all.toString());
  }

  @Test
  void the_last_rung_is_a_text_that_says_it_all() {
    Golden.compare(
        "spread.rung-text.txt", Digest.message(Alerts.spread(), Rung.TEXT).text() + "\n");
  }

  @Test
  void of_hosts_that_are_left_out_nobody_says_how_many_have_been_given_up() {
    List<Alert.HostPart> listed =
        IntStream.range(0, 50)
            .mapToObj(i -> new Alert.HostPart("web-" + i, 5, HostState.GAVE_UP, null, null))
            .toList();
    Alert many =
        AlertBuilder.builder(Alerts.wave()).hosts(listed).hostsOmitted(150).hostCount(200).build();
    assertThat(Digest.message(many, Rung.FULL).text())
        .contains("systemd gave up on *at least 50 hosts*");
  }
}
