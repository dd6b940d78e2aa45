package dev.groundhog.producer.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LostLinesTest {
  private static final String UNIT = "chat.service";
  private final LostLines lost = new LostLines();

  @Test
  void a_line_without_a_run_belongs_to_the_run_of_its_unit_in_whose_time_it_falls() {
    ask("1", 10_000_000, 11_000_000);
    ask("2", 20_000_000, 21_000_000);
    lost.take(line(UNIT, 20_500_000, "of the second"));
    lost.take(line(UNIT, 15_000_000, "of nobody"));
    lost.take(line("mail.service", 10_500_000, "of another unit"));
    lost.take(line(UNIT, 11_040_000, "of the first, a little late"));
    lost.take(line(UNIT, 10_500_000, "of the first"));

    assertThat(messages("1")).containsExactly("of the first", "of the first, a little late");
    assertThat(messages("2")).containsExactly("of the second");
  }

  @Test
  void a_line_that_has_its_run_is_not_lost_and_the_hooks_own_words_are_nobodys() {
    ask("1", 10_000_000, 11_000_000);
    lost.take(line(UNIT, 10_500_000, "known", "_SYSTEMD_INVOCATION_ID", "7"));
    lost.take(line(UNIT, 10_500_000, "said the hook", "SYSLOG_IDENTIFIER", "groundhog-hook"));

    assertThat(lost.found()).isEmpty();
  }

  @Test
  void a_run_that_the_manager_never_named_has_no_time_and_so_no_lines() {
    lost.add(new RunQuestion("1", UNIT, 22, ""), List.of());

    assertThat(lost.isEmpty()).isTrue();
  }

  private void ask(String run, long from, long to) {
    lost.add(new RunQuestion(run, UNIT, 22, ""), List.of(line(UNIT, from, ""), line(UNIT, to, "")));
  }

  private List<String> messages(String run) {
    return lost.found().getOrDefault(run, List.of()).stream().map(JournalEntry::message).toList();
  }

  private static JournalEntry line(String unit, long micros, String message, String... more) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("_SYSTEMD_UNIT", unit);
    fields.put("__REALTIME_TIMESTAMP", Long.toString(micros));
    fields.put("MESSAGE", message);
    if (more.length > 0) fields.put(more[0], more[1]);
    return new JournalEntry(fields);
  }
}
