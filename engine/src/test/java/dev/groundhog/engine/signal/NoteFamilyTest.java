package dev.groundhog.engine.signal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NoteFamilyTest {
  @Test
  void a_note_about_a_unit_is_of_the_units_family() {
    assertThat(NoteFamily.of("worker@3.service", "backup")).isEqualTo("worker@.service");
  }

  @Test
  void any_other_is_of_its_titles_letters_and_digits() {
    assertThat(NoteFamily.of(null, "Nightly  backup (db_1)!"))
        .isEqualTo("note:nightly-backup-db_1");
    assertThat(NoteFamily.of(null, "Übergabe 7")).isEqualTo("note:übergabe-7");
  }

  @Test
  void a_title_cannot_pass_for_a_unit() {
    assertThat(NoteFamily.of(null, "chat.service")).isEqualTo("note:chat-service");
  }

  @Test
  void a_note_without_a_title_or_with_none_that_has_a_letter_is_untitled() {
    assertThat(NoteFamily.of(null, null)).isEqualTo("note:untitled");
    assertThat(NoteFamily.of(null, "*?! ")).isEqualTo("note:untitled");
  }

  @Test
  void no_name_is_longer_than_a_name_may_be() {
    assertThat(NoteFamily.of(null, "x".repeat(1_000_000))).hasSize(5 + 64);
  }
}
