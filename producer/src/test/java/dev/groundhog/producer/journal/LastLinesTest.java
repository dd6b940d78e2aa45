package dev.groundhog.producer.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LastLinesTest {
  @Property
  void of_each_run_the_newest_are_kept_and_reading_ends_when_all_have_enough(
      @ForAll @Size(max = 60) List<@IntRange(max = 4) Integer> runsNewestFirst,
      @ForAll @IntRange(min = 1, max = 5) int wanted) {
    LastLines lines = new LastLines("RUN", Map.of("0", wanted, "1", wanted, "2", wanted));
    List<List<String>> expected = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int line = 0;
    for (int run : runsNewestFirst) {
      if (run < 3 && expected.get(run).size() < wanted) expected.get(run).add(0, "line " + line);
      boolean more = lines.take(entry(Integer.toString(run), "line " + line, Map.of()));
      line++;
      assertThat(more).isEqualTo(expected.stream().anyMatch(e -> e.size() < wanted));
      if (!more) break;
    }

    for (int run = 0; run < 3; run++) {
      assertThat(lines.of(Integer.toString(run)))
          .extracting(JournalEntry::message)
          .isEqualTo(expected.get(run));
      assertThat(lines.hasEnoughOf(Integer.toString(run)))
          .isEqualTo(expected.get(run).size() == wanted);
    }
  }

  @Test
  void the_hooks_words_and_core_dumps_with_their_secrets_are_left_out() {
    LastLines lines = new LastLines("RUN", Map.of("0", 5));
    lines.take(
        entry("0", "groundhog-hook: not recorded", Map.of("SYSLOG_IDENTIFIER", "groundhog-hook")));
    lines.take(
        entry(
            "0",
            "Process 7 (chat) of user 0 dumped core.",
            Map.of(
                "MESSAGE_ID", "fc2e22bc6ee647b6b90729ab34a250b1",
                "COREDUMP_ENVIRON", "PASSWORD=hunter2")));
    lines.take(entry("0", "last words", Map.of()));

    assertThat(lines.of("0")).extracting(JournalEntry::message).containsExactly("last words");
  }

  private static JournalEntry entry(String run, String message, Map<String, String> more) {
    Map<String, String> fields = new TreeMap<>(more);
    fields.put("RUN", run);
    fields.put("MESSAGE", message);
    return new JournalEntry(fields);
  }
}
