package dev.groundhog.engine.unit;

import static dev.groundhog.engine.Fleet.javaTail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Fleet;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Reason;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Nobody is spammed, and nothing ends by mistake. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PatienceStoryTest {
  private static final String CHAT = "chat.service";

  private final Fleet fleet = new Fleet(Rules.BUILT_IN);

  @Test
  void a_log_whose_decisive_line_always_differs_makes_news_ever_more_rarely() {
    for (int i = 0; i < 3; i++) fleet.crash("web-1", CHAT, e -> e.tail(failing("First")));
    for (int i = 0; i < 300; i++) {
      String letters = Integer.toString(i, 26).replaceAll("\\d", "q") + (char) ('a' + i % 26);
      String name = "Trouble" + letters.repeat(2) + i / 26 % 26;
      fleet.crash("web-1", CHAT, e -> e.tail(failing(name))).passMinutes(6);
    }
    long causes = fleet.newsReasons().stream().filter(r -> r == Reason.NEW_CAUSE).count();
    assertThat(fleet.last().causes().size() + fleet.last().causesOmitted()).isGreaterThan(20);
    assertThat(causes).isBetween(4L, 6L);
  }

  @Test
  void a_spread_over_a_hundred_hosts_in_a_minute_is_told_in_two_messages() {
    IntStream.range(0, 100).forEach(i -> fleet.crash("web-" + i, CHAT).passSeconds(1));
    fleet.passMinutes(6);
    // Over ten hosts are critical, which does not wait; the steps between are in one message.
    assertThat(fleet.newsReasons()).startsWith(Reason.WAVE, Reason.SEVERITY).hasSizeLessThan(4);
    assertThat(fleet.last().hostCount()).isEqualTo(100);
  }

  @Test
  void a_quarter_of_an_hour_without_streams_app_ends_nothing_and_the_message_catches_up() {
    for (int i = 0; i < 4; i++) fleet.crash("web-1", CHAT).passSeconds(30);
    for (int i = 0; i < 90; i++) {
      fleet.crash("web-1", CHAT).passUnwatched(Duration.ofSeconds(10));
    }
    assertThat(fleet.newsReasons()).containsExactly(Reason.HOST_LOOP);
    fleet.passMinutes(6);
    assertThat(fleet.newsReasons()).containsExactly(Reason.HOST_LOOP);
    assertThat(fleet.last().state()).isEqualTo(AlertState.OPEN);
    // Edits have grown rare by then, as they would have with streams-app up.
    assertThat(fleet.last().crashes()).isGreaterThan(60);
    fleet.passMinutes(5);
    assertThat(fleet.newsReasons()).containsExactly(Reason.HOST_LOOP, Reason.QUIET);
    assertThat(fleet.last().crashes()).isEqualTo(94);
  }

  @Test
  void a_loop_that_ended_while_streams_app_was_down_is_over_only_when_all_was_read() {
    Fleet two = new Fleet(Rules.BUILT_IN, 2, Duration.ofSeconds(2));
    for (int i = 0; i < 4; i++) two.crash("web-1", CHAT).passSeconds(30);
    two.passUnwatched(Duration.ofMinutes(15));
    assertThat(two.newsReasons()).containsExactly(Reason.HOST_LOOP);
    two.passSeconds(2);
    assertThat(two.newsReasons()).containsExactly(Reason.HOST_LOOP, Reason.QUIET);
  }

  private static dev.groundhog.events.Tail failing(String name) {
    return dev.groundhog.events.Tail.of(
        "file",
        java.util.List.of(
            "Exception in thread \"main\" com.example." + name + "Exception: no",
            "\tat com.example." + name + ".run(" + name + ".java:7)"));
  }

  @Test
  void two_causes_one_after_the_other_are_both_news() {
    for (int i = 0; i < 3; i++) fleet.crash("web-1", CHAT, e -> e.tail(javaTail("no route")));
    fleet.passMinutes(6).crash("web-1", CHAT, e -> e.tail(failing("Disk"))).passMinutes(6);
    fleet.crash("web-1", CHAT, e -> e.tail(failing("Quota"))).passMinutes(6);
    assertThat(fleet.newsReasons())
        .containsExactly(Reason.HOST_LOOP, Reason.NEW_CAUSE, Reason.NEW_CAUSE);
  }
}
