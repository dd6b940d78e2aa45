package dev.groundhog.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.MemoryTable;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SeenTest {
  private final MemoryTable<String> table = new MemoryTable<>();
  private final Seen seen = new Seen(table);

  @Test
  void what_was_in_flight_when_an_agent_died_is_still_known() {
    for (int i = 0; i < 20_000; i++) {
      assertThat(seen.contains("web-1", "run-" + i + ":stopped")).isFalse();
      seen.add("web-1", "run-" + i + ":stopped");
      int oldest = Math.max(0, i - 199);
      assertThat(seen.contains("web-1", "run-" + oldest + ":stopped")).isTrue();
    }
  }

  @Test
  void all_of_the_newest_1024_are_known_and_none_of_long_ago() {
    for (int i = 0; i < 10_000; i++) seen.add("web-1", "run-" + i + ":stopped");

    for (int i = 10_000 - 1024; i < 10_000; i++) {
      assertThat(seen.contains("web-1", "run-" + i + ":stopped")).isTrue();
    }
    for (int i = 0; i < 2500; i++) {
      assertThat(seen.contains("web-1", "run-" + i + ":stopped")).isFalse();
    }
  }

  @Test
  void one_host_knows_nothing_of_what_another_said() {
    seen.add("web-1", "same");

    assertThat(seen.contains("web-2", "same")).isFalse();
  }

  @Test
  void a_host_never_takes_more_than_32_rows_of_800_characters() {
    for (int i = 0; i < 50_000; i++) seen.add("web-1", "run-" + i);

    assertThat(table.withPrefix("")).hasSize(32);
    assertThat(table.withPrefix(""))
        .extracting(Map.Entry::getValue)
        .allMatch(row -> row.length() == 800);
  }
}
