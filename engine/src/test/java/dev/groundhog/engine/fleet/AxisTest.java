package dev.groundhog.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Scope;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** On which axes a unit's incident stands. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AxisTest {
  @Test
  void a_unit_stands_for_the_cause_of_half_its_crashes() {
    assertThat(causes(6, cause("oom", 3), cause("npe", 2), cause("lock", 1)))
        .containsExactly("oom");
    assertThat(causes(7, cause("oom", 3), cause("npe", 2), cause("lock", 2))).isEmpty();
  }

  @Test
  void one_that_dies_of_two_causes_equally_often_stands_for_neither() {
    assertThat(causes(4, cause("a", 2), cause("b", 2))).isEmpty();
    assertThat(causes(4, cause("b", 2), cause("a", 2))).isEmpty();
  }

  private static List<String> causes(long crashes, Alert.Cause... causes) {
    Alert unit =
        AlertBuilder.builder()
            .incident("chat.service/1")
            .unit("chat.service")
            .scope(Scope.UNIT)
            .state(AlertState.OPEN)
            .revision(1)
            .openedAt(Instant.EPOCH)
            .firstCrashAt(Instant.EPOCH)
            .lastCrashAt(Instant.EPOCH)
            .at(Instant.EPOCH)
            .crashes(crashes)
            .hostCount(9)
            .causes(List.of(causes))
            .build();
    return Axis.of(unit).stream().map(Axis::value).toList();
  }

  private static Alert.Cause cause(String fingerprint, long crashes) {
    return new Alert.Cause(fingerprint, fingerprint, crashes, 1, null, true);
  }
}
