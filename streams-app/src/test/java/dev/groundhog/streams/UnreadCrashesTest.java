package dev.groundhog.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.Alert;
import dev.groundhog.events.EventType;
import dev.groundhog.events.Reason;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pipeline was away for a quarter of an hour of a crash loop. When it is back it reads the
 * partitions in any order, and each may be far ahead of the others.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnreadCrashesTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  private static final int PARTITIONS = 3;
  private static final int CRASHING = 1;

  @TempDir Path state;

  private final List<Alert> alerts = new ArrayList<>();
  private PartitionedTopology topology;
  private long offset;

  @BeforeEach
  void open() {
    topology = new PartitionedTopology(Rules.BUILT_IN, PARTITIONS, state);
  }

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void nothing_recovers_before_the_unread_crashes_are_read() {
    for (int second = 0; second <= 40; second += 20) crash(second);
    for (int partition = 0; partition < PARTITIONS; partition++) tick(partition, 42);
    alerts.clear();

    // Back at 09:16: the partitions without crashes are read first, and an hour ahead.
    for (int second = 960; second < 4560; second += 60) {
      tick(0, second);
      tick(2, second);
    }
    assertThat(alerts).isEmpty();

    for (int second = 60; second <= 960; second += 90) crash(second);
    tick(CRASHING, 962);
    assertThat(alerts).extracting(Alert::reason).containsOnly(Reason.COUNT);

    tick(CRASHING, 960 + 600);
    Alert over = alerts.get(alerts.size() - 1);
    assertThat(over.reason()).isEqualTo(Reason.QUIET);
    assertThat(over.crashes()).isEqualTo(14);
    assertThat(over.at()).isEqualTo(NINE.plusSeconds(960).plus(Duration.ofMinutes(10)));
  }

  private void crash(int second) {
    UnitEvent event =
        UnitEventBuilder.builder()
            .type(EventType.STOPPED)
            .id("crash-" + second)
            .host("web-1")
            .unit("chat.service")
            .result(ServiceResult.SIGNAL)
            .build();
    give(event, CRASHING, second);
  }

  private void tick(int partition, int second) {
    give(UnitEventBuilder.builder().type(EventType.TICK).host("").build(), partition, second);
  }

  private void give(UnitEvent event, int partition, int second) {
    alerts.addAll(topology.accept(event, partition, NINE.plusSeconds(second), offset++));
  }
}
