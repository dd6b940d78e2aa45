package dev.groundhog.engine.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Fleet;
import dev.groundhog.engine.rules.RulesFile;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Severity;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How bad an incident is, by other rules than the built-in ones. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SeverityStoryTest {
  private static final String CHAT = "chat.service";

  @Test
  void a_unit_that_is_always_critical_is_so_from_the_first_message_on() throws Exception {
    Fleet fleet = loop(by("severity: critical"));
    assertThat(fleet.newsReasons()).containsExactly(Reason.HOST_LOOP);
    assertThat(fleet.last().severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void a_unit_that_never_is_stays_a_warning_on_many_hosts_and_given_up() throws Exception {
    Fleet fleet = loop(by("severity: warning"));
    for (int i = 0; i < 20; i++) fleet.passSeconds(1).crash("web-" + i, CHAT);
    fleet.passSeconds(1).gaveUp("web-1", CHAT).passMinutes(6);
    assertThat(fleet.newsReasons()).doesNotContain(Reason.SEVERITY);
    assertThat(fleet.last().severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void a_lower_number_of_hosts_is_news_when_it_is_reached_and_not_before() throws Exception {
    Fleet fleet = loop(by("severity: {hosts: 3}"));
    fleet.passSeconds(1).crash("web-2", CHAT).passSeconds(10);
    assertThat(fleet.last().severity()).isEqualTo(Severity.WARNING);
    fleet.crash("web-3", CHAT);
    assertThat(fleet.newsReasons()).containsExactly(Reason.HOST_LOOP, Reason.SEVERITY);
  }

  @Test
  void giving_up_may_be_told_without_being_critical() throws Exception {
    Fleet fleet = by("severity: {gaveUp: false}").gaveUp("web-1", CHAT);
    assertThat(fleet.newsReasons()).containsExactly(Reason.GAVE_UP);
    assertThat(fleet.last().severity()).isEqualTo(Severity.WARNING);
  }

  private static Fleet by(String rule) throws Exception {
    return new Fleet(RulesFile.parse("units: [{match: chat.service, " + rule + "}]"));
  }

  private static Fleet loop(Fleet fleet) {
    for (int i = 0; i < 3; i++) fleet.crash("web-1", CHAT).passSeconds(2);
    return fleet;
  }
}
