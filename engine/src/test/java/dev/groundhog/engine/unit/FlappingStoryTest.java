package dev.groundhog.engine.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Fleet;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Reason;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A unit that loops, is quiet, and loops again is one problem, and soon an old one. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FlappingStoryTest {
  private static final String CHAT = "chat.service";

  private final Fleet fleet = new Fleet(Rules.BUILT_IN);

  @Test
  void twenty_flaps_are_one_incident_and_no_news_after_the_third() {
    for (int flap = 0; flap <= 20; flap++) {
      if (flap > 0) assertThat(fleet.last().state()).isEqualTo(AlertState.RECOVERED);
      loopOn("web-1");
      fleet.passSeconds(1).start("web-1", CHAT);
      assertThat(fleet.last().state()).isEqualTo(AlertState.OPEN);
      fleet.passMinutes(15);
    }
    assertThat(fleet.incidents()).isEqualTo(1);
    assertThat(fleet.last().reopened()).isEqualTo(20);
    assertThat(fleet.newsReasons().stream().filter(r -> r != Reason.REMINDER))
        .containsExactly(
            Reason.HOST_LOOP,
            Reason.RECOVERED,
            Reason.REOPENED,
            Reason.RECOVERED,
            Reason.REOPENED,
            Reason.RECOVERED,
            Reason.REOPENED);
    assertThat(fleet.news().get(6).reopened()).as("told that it flaps").isEqualTo(3);
  }

  @Test
  void the_end_of_one_that_flapped_is_told_once_it_has_lasted() {
    for (int flap = 0; flap <= 5; flap++) {
      loopOn("web-1");
      fleet.passSeconds(1).start("web-1", CHAT).passMinutes(15);
    }
    int before = fleet.news().size();
    fleet.passMinutes(30);
    assertThat(fleet.newsReasons().subList(before, fleet.news().size()))
        .containsExactly(Reason.RECOVERED);
    assertThat(fleet.last().state()).isEqualTo(AlertState.CLOSED);
  }

  @Test
  void while_it_flaps_what_gets_worse_is_still_news() {
    for (int flap = 0; flap <= 4; flap++) {
      loopOn("web-1");
      fleet.passSeconds(1).start("web-1", CHAT).passMinutes(15);
    }
    int before = fleet.news().size();
    IntStream.range(2, 15).forEach(i -> fleet.crash("web-" + i, CHAT));
    assertThat(fleet.newsReasons().subList(before, fleet.news().size()))
        .containsExactly(Reason.SPREAD, Reason.SEVERITY);
  }

  @Test
  void that_it_came_back_is_in_the_message_at_once_even_where_the_news_must_wait() {
    loopOn("web-1");
    fleet.passSeconds(1).start("web-1", CHAT).passSeconds(602);
    assertThat(fleet.last().state()).isEqualTo(AlertState.RECOVERED);
    fleet.crash("web-1", CHAT);
    assertThat(fleet.last().state()).isEqualTo(AlertState.OPEN);
    assertThat(fleet.last().reason()).isEqualTo(Reason.COUNT);
    fleet.passMinutes(6);
    assertThat(fleet.newsReasons()).endsWith(Reason.RECOVERED, Reason.REOPENED);
  }

  @Test
  void a_unit_stopped_by_hand_ends_its_part_and_the_message_says_so() {
    loopOn("web-1");
    loopOn("web-2");
    fleet.passMinutes(6).crash("web-1", CHAT).passSeconds(5);
    fleet.stop("web-2", CHAT).passMinutes(2);
    assertThat(fleet.last().hosts())
        .anyMatch(h -> h.host().equals("web-2") && h.state() == HostState.STOPPED)
        .anyMatch(h -> h.host().equals("web-1") && h.state() == HostState.CRASHING);
    assertThat(fleet.last().reason()).isEqualTo(Reason.COUNT);
  }

  private void loopOn(String host) {
    fleet.crash(host, CHAT).passSeconds(2).crash(host, CHAT).passSeconds(2).crash(host, CHAT);
  }
}
