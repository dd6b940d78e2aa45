package dev.groundhog.ctl.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.groundhog.ctl.incidents.Detail;
import dev.groundhog.ctl.incidents.Incidents;
import dev.groundhog.ctl.incidents.Records;
import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.EventType;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.events.Wire;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TimelinesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @Test
  void a_warm_up_without_end_is_given_up_and_that_is_said() {
    Detail detail = detail();
    try (Timelines timelines = new Timelines(new Endless(), ZoneOffset.UTC, PATIENCE)) {
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> timelines.of(detail).state().equals("failed"));
      assertThat(timelines.of(detail).why())
          .isEqualTo(
              "reading the log took longer than 1s; groundhogctl replay --report has no such limit");
    }
  }

  @Test
  void one_that_can_be_read_is_shown() {
    Detail detail = detail();
    try (Timelines timelines = new Timelines(new Nothing(), ZoneOffset.UTC, PATIENCE)) {
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> timelines.of(detail).state().equals("ready"));
      assertThat(timelines.of(detail).report()).contains(detail.replay());
    }
  }

  private static Detail detail() {
    Incidents incidents = new Incidents(10);
    Alert alert = Records.alert("chat", AlertState.OPEN, 2);
    incidents.take(Records.written(Topic.ALERTS, alert));
    return incidents.detail(alert.incident(), Records.NOW);
  }

  /** Where nothing was recorded. */
  private static class Nothing implements Source {
    @Override
    public int partitions() {
      return 1;
    }

    @Override
    public void unitEvents(Instant from, Instant to, Consumer<LogRecord> reader) {}

    @Override
    public void alerts(Consumer<LogRecord> reader) {}

    @Override
    public void controlEvents(Consumer<LogRecord> reader) {}
  }

  /** Where so much was recorded before an incident that no reading comes to it. */
  private static final class Endless extends Nothing {
    private static final byte[] TICK =
        Wire.UNIT_EVENT.encode(UnitEventBuilder.builder().type(EventType.TICK).build());

    @Override
    public void unitEvents(Instant from, Instant to, Consumer<LogRecord> reader) {
      for (long offset = 0; true; offset++) {
        reader.accept(new LogRecord(Topic.UNIT_EVENTS, 0, offset, from, null, TICK));
      }
    }
  }
}
