package dev.groundhog.producer.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.producer.keeper.ModePolicy.Findings;
import dev.groundhog.producer.spool.DiskAnswer;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ModePolicyTest {
  private static final long MIN_FREE = 1_000;
  private static final DiskAnswer SILENT = DiskAnswer.silent(Duration.ofMillis(500));
  private static final DiskAnswer READ_ONLY = DiskAnswer.refuses("read-only file system");

  @Test
  void a_disk_that_takes_events_gets_them() {
    assertThat(word(found(DiskAnswer.TAKES, 0, 0), Mode.RUN)).isEqualTo(Mode.DISK);
  }

  @Test
  void a_disk_that_hangs_or_refuses_sends_hooks_to_memory_until_that_is_full() {
    assertThat(word(found(SILENT, 0, 0.99), Mode.DISK)).isEqualTo(Mode.RUN);
    assertThat(word(found(READ_ONLY, 0, 0.99), Mode.DISK)).isEqualTo(Mode.RUN);
    assertThat(word(found(SILENT, 0, 1), Mode.RUN)).isEqualTo(Mode.FULL);
  }

  @Test
  void a_file_system_that_is_nearly_full_sends_hooks_to_memory_and_back_when_there_is_more_room() {
    assertThat(word(new Findings(DiskAnswer.TAKES, 999, 0, 0), Mode.DISK)).isEqualTo(Mode.RUN);
    assertThat(word(new Findings(DiskAnswer.TAKES, 1_001, 0, 0), Mode.RUN)).isEqualTo(Mode.RUN);
    assertThat(word(new Findings(DiskAnswer.TAKES, 1_001, 0, 0), Mode.DISK)).isEqualTo(Mode.DISK);
    assertThat(word(new Findings(DiskAnswer.TAKES, 1_251, 0, 0), Mode.RUN)).isEqualTo(Mode.DISK);
  }

  @Test
  void tails_that_would_be_shed_anyway_are_not_written() {
    assertThat(word(found(DiskAnswer.TAKES, 0.89, 0), Mode.DISK)).isEqualTo(Mode.DISK);
    assertThat(word(found(DiskAnswer.TAKES, 0.9, 0), Mode.DISK)).isEqualTo(Mode.NO_TAIL);
    assertThat(word(found(DiskAnswer.TAKES, 0.81, 0), Mode.NO_TAIL)).isEqualTo(Mode.NO_TAIL);
    assertThat(word(found(DiskAnswer.TAKES, 0.79, 0), Mode.NO_TAIL)).isEqualTo(Mode.DISK);
  }

  @Test
  void nothing_is_written_any_more_only_when_shedding_cannot_keep_up() {
    assertThat(word(found(DiskAnswer.TAKES, 1.9, 0), Mode.NO_TAIL)).isEqualTo(Mode.NO_TAIL);
    assertThat(word(found(DiskAnswer.TAKES, 2, 0), Mode.NO_TAIL)).isEqualTo(Mode.FULL);
  }

  @Test
  void each_word_has_its_reason() {
    assertThat(ModePolicy.of(found(SILENT, 0, 0), MIN_FREE, Mode.DISK).reason()).contains("500 ms");
    assertThat(ModePolicy.of(found(READ_ONLY, 0, 1), MIN_FREE, Mode.DISK).reason())
        .contains("read-only", "memory is full");
  }

  private static Findings found(DiskAnswer disk, double onDisk, double inMemory) {
    return new Findings(disk, Long.MAX_VALUE, onDisk, inMemory);
  }

  private static Mode word(Findings found, Mode before) {
    return ModePolicy.of(found, MIN_FREE, before).mode();
  }
}
