package dev.groundhog.producer.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ManagerFollowTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "\0\0\0\0", "s=74e8", "s=74e8;i=\0\0"})
  void what_a_power_cut_left_is_no_place_to_go_on_from(String left) {
    assertThat(ManagerFollow.isCursor(left)).isFalse();
  }

  @Test
  void a_cursor_of_journald_is_one() {
    assertThat(
            ManagerFollow.isCursor(
                "s=739ad463348b4ceca5a9e69c95a3c93f;i=4ece7;b=6c7c6013a26343b29e964691ff25d04c;"
                    + "m=4fc72436e;t=4c508a72423d9;x=d3e5610681098c10"))
        .isTrue();
  }
}
