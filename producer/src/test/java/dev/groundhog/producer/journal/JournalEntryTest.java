package dev.groundhog.producer.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.producer.spool.HostTime;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The lines are journalctl's own, from systemd 252, shortened. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JournalEntryTest {
  @Test
  void a_message_with_colours_comes_as_bytes_and_is_read_as_text() {
    List<JournalEntry> entries =
        JournalEntry.parseAll(
            "{\"MESSAGE\":[27,91,51,49,109,112,97,110,105,99,195,169,27,91,48,109],\"PRIORITY\":\"6\"}\n");

    assertThat(entries).hasSize(1);
    assertThat(entries.get(0).message()).isEqualTo("\u001b[31mpanic\u00e9\u001b[0m");
  }

  @Test
  void of_a_field_that_is_there_twice_the_first_counts_and_null_is_no_field() {
    JournalEntry entry =
        JournalEntry.parse("{\"A\":[\"one\",\"two\"],\"MESSAGE\":null,\"B\":[]}").orElseThrow();

    assertThat(entry.field("A")).isEqualTo("one");
    assertThat(entry.message()).isEmpty();
    assertThat(entry.field("B")).isNull();
  }

  @Property
  void a_line_that_is_no_entry_is_skipped(@ForAll String line) {
    assertThat(JournalEntry.parseAll("{" + line + "\nnone\n{\"MESSAGE\":\"x\"}\n"))
        .last()
        .extracting(JournalEntry::message)
        .isEqualTo("x");
  }

  @Test
  void systemd_gave_up_when_its_log_line_says_so() {
    JournalEntry entry =
        JournalEntry.parse(
                "{\"UNIT\":\"crash.service\",\"MESSAGE\":\"crash.service: Start request repeated too quickly.\","
                    + "\"__MONOTONIC_TIMESTAMP\":\"2882380319\",\"__REALTIME_TIMESTAMP\":\"1795354876043785\","
                    + "\"_BOOT_ID\":\"d9cf2b9b38f74031a1745fef01f422ff\","
                    + "\"INVOCATION_ID\":\"19c78e8866194fd8977fa55cd613e57a\"}")
            .orElseThrow();

    assertThat(GaveUp.in(entry))
        .contains(
            new GaveUp(
                "crash.service",
                "19c78e8866194fd8977fa55cd613e57a",
                new HostTime("d9cf2b9b38f74031a1745fef01f422ff", 2_882_380, 1_795_354_876_043L)));
  }

  @Test
  void a_crash_or_a_failed_one_off_job_is_no_giving_up() {
    JournalEntry entry =
        JournalEntry.parse(
                "{\"UNIT\":\"crash.service\",\"MESSAGE\":\"crash.service: Failed with result 'exit-code'.\","
                    + "\"_BOOT_ID\":\"d9cf2b9b38f74031a1745fef01f422ff\"}")
            .orElseThrow();

    assertThat(GaveUp.in(entry)).isEmpty();
  }
}
