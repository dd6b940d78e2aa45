package dev.groundhog.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.MemoryTable;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SeenTest {
  /** What a dying agent sends again at most. */
  private static final int AGAIN = 264;

  private final MemoryTable<String> table = new MemoryTable<>();
  private final Seen seen = new Seen(table);

  @Test
  void what_was_in_flight_when_an_agent_died_is_still_known() {
    for (int i = 0; i < 20_000; i++) {
      assertThat(seen.isNew("web-1", "run-" + i + ":stopped")).isTrue();
      int oldest = Math.max(0, i - AGAIN + 1);
      assertThat(seen.isNew("web-1", "run-" + oldest + ":stopped")).isFalse();
    }
  }

  @Test
  void all_that_an_agent_sends_again_is_known_and_nothing_of_long_ago() {
    for (int i = 0; i < 10_000; i++) seen.isNew("web-1", "run-" + i + ":stopped");

    for (int i = 10_000 - AGAIN; i < 10_000; i++) {
      assertThat(seen.isNew("web-1", "run-" + i + ":stopped")).isFalse();
    }
    for (int i = 0; i < 2500; i++) {
      assertThat(seen.isNew("web-1", "run-" + i + ":stopped")).isTrue();
    }
  }

  @Test
  void one_host_knows_nothing_of_what_another_said() {
    seen.isNew("web-1", "same");

    assertThat(seen.isNew("web-2", "same")).isTrue();
  }

  @Test
  void a_host_never_takes_more_than_16_rows_of_480_characters() {
    for (int i = 0; i < 50_000; i++) seen.isNew("web-1", "run-" + i);

    assertThat(table.withPrefix("")).hasSize(16);
    assertThat(table.withPrefix(""))
        .extracting(Map.Entry::getValue)
        .allMatch(row -> row.length() == 480);
  }
}
