package dev.groundhog.ctl.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.ctl.archive.MemorySource;
import dev.groundhog.events.Topic;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LogBeginTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  private static final Instant TEN = NINE.plusSeconds(3600);

  @Test
  void a_partition_that_begins_long_after_another_counts() {
    MemorySource log = new MemorySource(2);
    for (int i = 0; i < 25_000; i++) log.add(record(0, i, NINE.plusMillis(i)));
    log.add(record(1, 4711, TEN));
    assertThat(LogBegin.of(log)).isEqualTo(TEN);
  }

  @Test
  void nothing_was_deleted_where_every_partition_begins_at_offset_zero() {
    MemorySource log = new MemorySource(2);
    log.add(record(0, 0, NINE)).add(record(1, 0, TEN));
    assertThat(LogBegin.of(log)).isNull();
  }

  @Test
  void a_partition_without_a_record_says_nothing() {
    MemorySource log = new MemorySource(3);
    log.add(record(0, 7, NINE)).add(record(2, 0, TEN));
    assertThat(LogBegin.of(log)).isEqualTo(NINE);
  }

  private static LogRecord record(int partition, long offset, Instant appended) {
    return new LogRecord(Topic.UNIT_EVENTS, partition, offset, appended, null, null);
  }
}
