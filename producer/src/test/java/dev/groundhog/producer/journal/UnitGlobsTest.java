package dev.groundhog.producer.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnitGlobsTest {
  @ParameterizedTest
  @CsvSource({
    "*,chat.service,true",
    "chat,chat.service,true",
    "chat.service,chat.service,true",
    "chat,chat2.service,false",
    "chat*,chat2.service,true",
    "worker@?.service,worker@3.service,true",
    "worker@?.service,worker@33.service,false",
    "worker@[1-3],worker@2.service,true",
    "worker@[!1-3],worker@2.service,false",
    "a.c,abc.service,false",
    "*,home.mount,false",
    "*,groundhog-agent.service,false",
    "groundhog-*,groundhog-spool.service,false"
  })
  void a_pattern_means_what_a_shell_means_by_it_and_never_our_own(
      String glob, String unit, boolean matches) {
    assertThat(UnitGlobs.of(glob).matches(unit)).isEqualTo(matches);
  }

  @Test
  void several_stand_side_by_side_and_none_matches_nothing() {
    assertThat(UnitGlobs.of("a*, b*").matches("b1.service")).isTrue();
    assertThat(UnitGlobs.of("").isEmpty()).isTrue();
    assertThat(UnitGlobs.of(" , ").matches("b1.service")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "(a+)+", "a/b", "ü*"})
  void what_is_no_pattern_of_unit_names_is_refused(String glob) {
    assertThatThrownBy(() -> UnitGlobs.of(glob)).isInstanceOf(IllegalArgumentException.class);
  }
}
