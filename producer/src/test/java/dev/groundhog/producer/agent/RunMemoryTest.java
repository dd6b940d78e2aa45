package dev.groundhog.producer.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RunMemoryTest {
  private static final OptionalInt UNKNOWN = OptionalInt.empty();
  private final RunMemory memory = new RunMemory();

  @Test
  void what_systemd_said_of_a_run_while_it_ran_is_known_at_its_end() {
    memory.restarts("chat.service", "1", OptionalInt.of(3));

    assertThat(memory.restarts("chat.service", "1", UNKNOWN)).hasValue(3);
    assertThat(memory.restarts("mail.service", "1", UNKNOWN)).isEmpty();
  }

  @Test
  void the_restart_that_was_announced_at_the_end_of_one_run_counts_for_the_next_and_no_further() {
    memory.restarts("chat.service", "1", OptionalInt.of(3));
    memory.restartFollows("chat.service", "1", 4);

    assertThat(memory.restarts("chat.service", "1", UNKNOWN)).hasValue(3);
    assertThat(memory.restarts("chat.service", "2", UNKNOWN)).hasValue(4);
    assertThat(memory.restarts("chat.service", "3", UNKNOWN)).isEmpty();
  }

  @Test
  void labels_are_those_of_the_run_not_of_the_unit() {
    memory.remember("chat.service", "1", Map.of("version", "1"));

    assertThat(memory.labels("chat.service", "1")).containsEntry("version", "1");
    assertThat(memory.labels("chat.service", "2")).isNull();
  }
}
