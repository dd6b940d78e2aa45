package dev.groundhog.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundhog.engine.rules.InvalidRulesException;
import dev.groundhog.engine.rules.Rules;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VersionsTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");

  private final Versions versions = new Versions();

  @Test
  void a_record_is_judged_by_the_rules_of_its_time() throws Exception {
    assertThat(versions.at(NINE)).isEqualTo(Rules.BUILT_IN);
    announce(0, 7);
    announce(60, 8);
    assertThat(minutes(-3600)).as("before the first that is known").isEqualTo(7);
    assertThat(minutes(0)).isEqualTo(7);
    assertThat(minutes(59)).isEqualTo(7);
    assertThat(minutes(60)).isEqualTo(8);
    assertThat(minutes(86_400)).isEqualTo(8);
  }

  @Test
  void the_last_announcement_wins_even_if_a_brokers_clock_went_back() throws Exception {
    announce(60, 7);
    announce(0, 8);
    assertThat(minutes(60)).isEqualTo(8);
    assertThat(minutes(30)).isEqualTo(8);
  }

  @Test
  void what_cannot_be_read_changes_nothing() throws Exception {
    announce(0, 7);
    assertThatThrownBy(() -> versions.add(NINE.plusSeconds(60), "defaults: {resolveAfter: soon}"))
        .isInstanceOf(InvalidRulesException.class);
    assertThat(minutes(120)).isEqualTo(7);
  }

  private void announce(int second, int minutes) throws Exception {
    versions.add(NINE.plusSeconds(second), "defaults: {resolveAfter: " + minutes + "m}");
  }

  private long minutes(int second) {
    Duration after = versions.at(NINE.plusSeconds(second)).defaults().resolveAfter();
    return after.toMinutes();
  }
}
