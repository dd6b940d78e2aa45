package dev.groundhog.slack.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.Reason;
import dev.groundhog.slack.delivery.Outgoing;
import dev.groundhog.slack.fake.Alerts;
import dev.groundhog.slack.reconcile.Mode;
import dev.groundhog.slack.reconcile.StormRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Many incidents at once, as the desk tells them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StormTest {
  private final Board board = new Board(Mode.FULL, new Random(1), 0);
  private final Lab lab = new Lab(board);

  @Test
  void a_handful_of_incidents_are_messages_of_their_own() {
    burst(0, 5);
    lab.settle(Duration.ofMinutes(1));
    assertThat(posts()).hasSize(5);
  }

  @Test
  void a_hundred_incidents_at_once_are_one_message_that_lists_them_all() {
    burst(0, 100);
    Instant begun = lab.now;
    lab.settle(Duration.ofMinutes(1));
    assertThat(posts()).hasSize(1);
    assertThat(text(posts().get(0)))
        .contains("100 problems at once")
        .contains("300 crashes")
        .contains("u000.service")
        .contains("… and 75 more with 225 crashes");
    assertThat(lab.written.get(0).at()).isEqualTo(begun);
  }

  @Test
  void a_hundred_messages_that_were_deleted_come_back_as_one() {
    for (int i = 0; i < 100; i++) {
      burst(i, i + 1);
      lab.settle(Duration.ofMinutes(1));
    }
    assertThat(posts()).hasSize(100);
    board.deleteAll();
    for (int i = 0; i < 100; i++) lab.should(Alerts.more(incident(i), 1));
    lab.settle(Duration.ofMinutes(10));
    assertThat(posts()).hasSizeLessThan(100 + StormRule.HANDFUL + 2);
    assertThat(standing()).contains("problems at once");
  }

  @Test
  void what_comes_during_a_storm_joins_its_message_and_is_named_in_its_thread() {
    burst(0, 8);
    lab.settle(Duration.ofSeconds(5));
    burst(8, 10);
    lab.settle(Duration.ofSeconds(5));
    assertThat(posts()).hasSize(1);
    lab.settle(Duration.ofMinutes(1));
    assertThat(posts()).hasSize(1);
    assertThat(replies())
        .singleElement()
        .satisfies(
            reply ->
                assertThat(reply.message().text())
                    .contains("*2 more*: u008.service")
                    .contains("u009.service"));
    assertThat(standing()).contains("10 problems at once");
  }

  @Test
  void those_that_join_and_end_between_two_replies_are_named_and_over_in_one() {
    burst(0, 8);
    lab.settle(Duration.ofSeconds(5));
    board.trouble(1);
    burst(8, 10);
    lab.settle(Duration.ofSeconds(30));
    for (int i = 0; i < 10; i++) {
      lab.should(Alerts.news(incident(i), Reason.RECOVERED, AlertState.RECOVERED));
    }
    board.trouble(0);
    lab.settle(Duration.ofMinutes(10));
    assertThat(replies())
        .singleElement()
        .satisfies(
            reply ->
                assertThat(reply.message().text())
                    .contains("*2 more*: u008.service")
                    .contains("*All 10 are over*: 10 recovered, after 30 crashes"));
  }

  @Test
  void a_hundred_notes_at_once_have_no_crashes() {
    for (int i = 0; i < 100; i++) {
      lab.should(AlertBuilder.builder(Alerts.backupFailed()).incident("n" + i).build());
    }
    lab.settle(Duration.ofMinutes(1));
    assertThat(text(posts().get(0)))
        .contains("100 starts, stops and notes at once")
        .doesNotContain(" in all");
  }

  @Test
  void notes_that_join_a_storm_of_which_all_is_over_are_named_and_end_nothing() {
    burst(0, 8);
    lab.settle(Duration.ofMinutes(1));
    for (int i = 0; i < 8; i++) {
      lab.should(Alerts.news(incident(i), Reason.RECOVERED, AlertState.RECOVERED));
    }
    lab.settle(Duration.ofMinutes(3));
    lab.should(AlertBuilder.builder(Alerts.backupFailed()).incident("n1").build());
    lab.settle(Duration.ofMinutes(3));
    assertThat(replies()).hasSize(2);
    assertThat(replies().get(1).message().text()).contains("1 more").doesNotContain("are over");
  }

  @Test
  void what_becomes_worse_gets_a_message_of_its_own_and_keeps_its_line() {
    burst(0, 8);
    lab.settle(Duration.ofMinutes(1));
    lab.should(Alerts.news(incident(3), Reason.SPREAD, AlertState.OPEN));
    lab.settle(Duration.ofMinutes(2));
    assertThat(posts()).hasSize(2);
    assertThat(posts().get(1).subject().id()).isEqualTo("i003");
    assertThat(standing()).contains("8 problems at once");
    lab.should(Alerts.news(lab.newest("i003"), Reason.RECOVERED, AlertState.RECOVERED));
    lab.settle(Duration.ofMinutes(2));
    // Its own message and its line in the storm are edited, and its own thread is told.
    assertThat(posts()).hasSize(2);
    assertThat(replies())
        .singleElement()
        .satisfies(r -> assertThat(r.subject().id()).isEqualTo("i003"));
    assertThat(standing()).contains("8 problems at once, 7 of them still open");
  }

  @Test
  void how_its_members_end_is_told_in_the_storms_message_and_once_for_all() {
    burst(0, 8);
    lab.settle(Duration.ofMinutes(1));
    for (int i = 0; i < 8; i++) {
      lab.should(Alerts.news(incident(i), Reason.RECOVERED, AlertState.RECOVERED));
    }
    lab.settle(Duration.ofMinutes(5));
    assertThat(posts()).hasSize(1);
    assertThat(replies())
        .singleElement()
        .satisfies(
            reply ->
                assertThat(reply.message().text())
                    .isEqualTo("🟢 *All 8 are over*: 8 recovered, after 24 crashes"));
    assertThat(standing()).contains("8 problems at once, all over");
  }

  @Test
  void another_sink_goes_on_with_the_storm() {
    burst(0, 8);
    lab.settle(Duration.ofSeconds(5));
    lab.takeOver();
    burst(8, 9);
    lab.settle(Duration.ofMinutes(2));
    assertThat(posts()).hasSize(1);
    assertThat(standing()).contains("9 problems at once");
    Delivery member = lab.seen("i000");
    assertThat(lab.seen(String.valueOf(member.storm())).members()).hasSize(9);
  }

  @Test
  void a_sink_that_dies_after_gathering_them_leaves_a_storm_that_is_still_told() {
    burst(0, 8);
    lab.dieWhileCalling();
    lab.settle(Duration.ofMinutes(2));
    assertThat(posts()).extracting(p -> p.subject().id()).allMatch(id -> id.startsWith("storm/"));
    assertThat(standing()).contains("8 problems at once");
  }

  @Test
  void after_an_outage_what_came_meanwhile_is_one_message() {
    Board away = new Board(Mode.FULL, new Random(1), 1);
    Lab later = new Lab(away);
    for (int i = 0; i < 30; i++) later.should(incident(i));
    later.settle(Duration.ofMinutes(30));
    away.trouble(0);
    later.settle(Duration.ofMinutes(5));
    assertThat(away.taken).hasSize(1);
    assertThat(away.taken.get(0).message().text()).contains("30 problems at once");
  }

  @Test
  void a_webhook_gets_the_storm_as_a_message_and_those_that_come_later_as_the_next() {
    Board hook = new Board(Mode.WEBHOOK, new Random(1), 0);
    Lab hooked = new Lab(hook);
    for (int i = 0; i < 8; i++) hooked.should(incident(i));
    hooked.settle(Duration.ofSeconds(5));
    for (int i = 8; i < 20; i++) hooked.should(incident(i));
    hooked.settle(Duration.ofMinutes(1));
    assertThat(hook.taken)
        .extracting(call -> call.message().text().lines().findFirst().orElse(""))
        .containsExactly("🟠 *8 problems at once*", "🟠 *12 problems at once*");
  }

  private void burst(int from, int to) {
    for (int i = from; i < to; i++) lab.should(incident(i));
  }

  private static Alert incident(int i) {
    String name = "%03d".formatted(i);
    return AlertBuilder.builder(Alerts.wave())
        .incident("i" + name)
        .unit("u" + name + ".service")
        .build();
  }

  private List<Outgoing> posts() {
    return board.taken.stream().filter(c -> c.action() == Delivery.Action.POST).toList();
  }

  private List<Outgoing> replies() {
    return board.taken.stream().filter(c -> c.action() == Delivery.Action.REPLY).toList();
  }

  private String standing() {
    return board.standing.values().stream()
        .filter(message -> message.text().contains("at once"))
        .map(message -> message.payload().toString())
        .findFirst()
        .orElseThrow();
  }

  private static String text(Outgoing call) {
    return call.message().payload().toString();
  }
}
