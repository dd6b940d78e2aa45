package dev.groundhog.producer.journal;

import static org.assertj.core.api.Assertions.assertThat;

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
}
