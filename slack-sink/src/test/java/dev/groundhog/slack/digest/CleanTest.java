package dev.groundhog.slack.digest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CleanTest {
  @Test
  void colours_titles_and_controls_of_a_terminal_are_dropped() {
    assertThat(Clean.line("\u001B[1;31merror\u001B[0m \u001B]0;title\u0007x\u0008\u0000y", 99))
        .isEqualTo("error xy");
  }

  @Test
  void what_turns_the_reading_direction_is_dropped() {
    assertThat(Clean.line("a\u202Eb\u2066c\u200Fd\uFEFF", 99)).isEqualTo("abcd");
  }

  @Test
  void a_cut_never_halves_a_character() {
    assertThat(Clean.line("ab😀cd", 4)).isEqualTo("ab…");
    assertThat(Clean.line("ab😀cd", 5)).isEqualTo("ab😀…");
  }

  @Test
  void half_a_character_is_no_character() {
    assertThat(Clean.line("a\uD83Db", 99)).isEqualTo("ab");
  }

  @Test
  void a_name_is_cut_in_its_middle() {
    assertThat(Clean.name("payments-reconciliation-worker@7.service", 20))
        .isEqualTo("payments-rec…service")
        .hasSize(20);
  }

  @Test
  void an_empty_name_is_still_a_name() {
    assertThat(Clean.name("\u0000 ", 20)).isEqualTo("?");
  }

  @Test
  void ampersands_are_escaped_first_and_once() {
    assertThat(Clean.escape("a<b&&c>&lt;")).isEqualTo("a&lt;b&amp;&amp;c&gt;&amp;lt;");
  }

  @Test
  void words_that_page_people_are_broken_and_other_at_signs_are_not() {
    assertThat(Clean.escape("@Here worker@3.service @hereafter"))
        .isEqualTo("@\u2060Here worker@3.service @hereafter");
  }
}
