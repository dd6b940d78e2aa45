package dev.groundhog.ctl.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.ctl.anonymise.Disguise;
import dev.groundhog.ctl.archive.ArchiveWriter;
import dev.groundhog.ctl.archive.Header;
import dev.groundhog.ctl.archive.MemorySource;
import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.replay.TimeRange;
import dev.groundhog.events.EventType;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.events.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SettledTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");

  @TempDir Path folder;

  @Test
  void what_is_appended_between_the_two_readings_of_an_anonymised_export_is_not_in_it()
      throws Exception {
    Path file = folder.resolve("a.jsonl");
    try (ArchiveWriter writer = ArchiveWriter.open(file, false)) {
      Header header =
          new Export(new Growing(), writer, Disguise.withRandomKey())
              .run(new TimeRange(NINE, Source.LATEST), "0.1.0", "a test");
      assertThat(header.records()).containsEntry(Topic.UNIT_EVENTS.topicName(), 1L);
      assertThat(header.to()).isEqualTo(NINE);
    }
    assertThat(Files.readString(file)).contains("host-1").doesNotContain("host-2");
  }

  /** Each time the unit events were read, a host that nobody knew has said something. */
  private static final class Growing implements Source {
    private final MemorySource source = new MemorySource(1);
    private int hosts;

    Growing() {
      grow();
    }

    private void grow() {
      UnitEvent event =
          UnitEventBuilder.builder()
              .type(EventType.STARTING)
              .host("web-" + hosts)
              .unit("chat.service")
              .build();
      byte[] value = Wire.UNIT_EVENT.encode(event);
      // In the same millisecond: no time tells the new one from the old.
      source.add(new LogRecord(Topic.UNIT_EVENTS, 0, hosts++, NINE, event.host(), value));
    }

    @Override
    public int partitions() {
      return 1;
    }

    @Override
    public void unitEvents(Instant from, Instant to, Consumer<LogRecord> reader) {
      source.unitEvents(from, to, reader);
      grow();
    }

    @Override
    public void alerts(Consumer<LogRecord> reader) {}

    @Override
    public void controlEvents(Consumer<LogRecord> reader) {}
  }
}
