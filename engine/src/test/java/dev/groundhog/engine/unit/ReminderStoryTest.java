package dev.groundhog.engine.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Fleet;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Reason;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Reminders keep to the pace at which people may be notified. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReminderStoryTest {
  private static final String CHAT = "chat.service";

  private final Fleet fleet = new Fleet(Rules.BUILT_IN);

  @Test
  void an_incident_that_comes_back_after_hours_is_not_followed_by_the_reminders_it_missed() {
    loop();
    for (int i = 0; i < 10; i++) fleet.passMinutes(35).crash("web-1", CHAT);
    for (int i = 0; i < 8; i++) fleet.passMinutes(1).crash("web-1", CHAT);
    assertThat(fleet.newsReasons()).doesNotContain(Reason.REMINDER).endsWith(Reason.REOPENED);
  }

  @Test
  void a_reminder_keeps_its_distance_from_other_news() {
    loop();
    for (int i = 0; i < 29; i++) fleet.passMinutes(2).crash("web-1", CHAT);
    fleet.passSeconds(90).crash("web-2", CHAT);
    for (int i = 0; i < 10; i++) fleet.passMinutes(2).crash("web-1", CHAT);
    assertThat(fleet.newsReasons())
        .containsExactly(Reason.HOST_LOOP, Reason.SPREAD, Reason.REMINDER);
    Alert spread = fleet.news().get(1);
    assertThat(Duration.between(spread.at(), fleet.news().get(2).at()))
        .isGreaterThanOrEqualTo(Rules.BUILT_IN.defaults().notifyEvery());
  }

  private void loop() {
    fleet.crash("web-1", CHAT).passSeconds(2).crash("web-1", CHAT);
    fleet.passSeconds(2).crash("web-1", CHAT);
  }
}
