package dev.groundhog.producer.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.producer.journal.JournalEntry;
import dev.groundhog.producer.journal.UnitGlobs;
import dev.groundhog.producer.journal.WatchedUnits;
import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.producer.spool.SpoolFile;
import dev.groundhog.producer.spool.SpoolWriter;
import dev.groundhog.producer.spool.SpooledEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FactWriterTest {
  private static final String BOOT = "cbdead9105a14b1da58e7b95001bda71";
  private static final String RUN = "8f8f816c6e284653aa6f8fd4e75dfa0d";
  private static final String STARTED = "39f53479d3a045ac8e11786248231fbf";
  private static final String EXITED = "98e322203f7a4ed290d09fe03c09fe15";
  private static final String FAILED = "d9b373ed55a64feb8242e02dbe79a49c";
  private static final String SUCCEEDED = "7ad2d189f7e94e70a38c781354912448";

  @TempDir Path etc;
  @TempDir Path spool;
  private final FakeJournal journal = new FakeJournal();
  private final List<UnitEvent> written = new ArrayList<>();
  private final List<HostTime> captured = new ArrayList<>();
  private boolean diskFull;
  private long monotonicNow = 60_000;

  @SuppressWarnings("NullAway.Init") // made for each test, when its folder is there
  private FactWriter writer;

  @BeforeEach
  void watchAll() {
    writer = writer(0);
  }

  @Test
  void starts_and_stops_have_the_ids_that_the_hook_would_have_given() throws Exception {
    hear(STARTED, "Started seen.service.", Map.of());
    crash();

    assertThat(written)
        .extracting(UnitEvent::type)
        .containsExactly(EventType.STARTING, EventType.STOPPED);
    UnitEvent stop = written.get(1);
    assertThat(stop.result()).isEqualTo(ServiceResult.EXIT_CODE);
    assertThat(stop.exitStatus()).isEqualTo("3");
    Path file = SpoolWriter.write(spool, SpooledEvent.of(stop, captured.get(1)), RUN);
    UnitEvent read = SpoolFile.parse("x", Files.readAllBytes(file), 0L, "web-1").event();
    assertThat(read.id()).isEqualTo(RUN + ":stopped");
    assertThat(read.result()).isEqualTo(ServiceResult.EXIT_CODE);
    assertThat(read.exitCode()).isEqualTo("exited");
    assertThat(read.exitStatus()).isEqualTo("3");
  }

  @Test
  void a_unit_with_the_hook_is_left_to_it_but_its_giving_up_is_not() throws Exception {
    Path folder = Files.createDirectories(etc.resolve("seen.service.d"));
    Files.writeString(folder.resolve(WatchedUnits.DROP_IN), "[Service]\n");
    hear(STARTED, "Started seen.service.", Map.of());
    crash();
    hear("", "seen.service: Start request repeated too quickly.", Map.of());

    assertThat(written).extracting(UnitEvent::type).containsExactly(EventType.GAVE_UP);
  }

  @Test
  void how_a_run_ended_that_ended_well_is_asked_of_systemd_while_it_still_knows() throws Exception {
    journal.state(
        "seen.service", Map.of("InvocationID", RUN, "ExecMainCode", "2", "ExecMainStatus", "15"));
    hear(SUCCEEDED, "seen.service: Deactivated successfully.", Map.of());

    assertThat(written.get(0).exitCode()).isEqualTo("killed");
    assertThat(written.get(0).exitStatus()).isEqualTo("TERM");
  }

  @Test
  void what_could_not_be_written_is_written_when_it_is_heard_again() throws Exception {
    diskFull = true;
    exit();
    assertThatThrownBy(this::fail).isInstanceOf(IOException.class);
    diskFull = false;

    exit();
    fail();
    assertThat(written).extracting(UnitEvent::exitStatus).containsExactly("3");
  }

  @Test
  void the_cursor_waits_for_the_result_of_an_exit() throws Exception {
    exit();
    assertThat(writer.isDone()).isFalse();
    fail();
    assertThat(writer.isDone()).isTrue();
  }

  @Test
  void a_container_whose_uptime_is_its_own_gets_its_own_uptime() throws Exception {
    writer = writer(1_000_000);
    crash();

    assertThat(captured.get(0).uptimeMillis()).isEqualTo(59_000);
  }

  private void crash() throws IOException {
    exit();
    fail();
  }

  private void exit() throws IOException {
    hear(
        EXITED,
        "seen.service: Main process exited, code=exited, status=3/NOTIMPLEMENTED",
        Map.of("EXIT_CODE", "exited", "EXIT_STATUS", "3"));
  }

  private void fail() throws IOException {
    hear(
        FAILED,
        "seen.service: Failed with result 'exit-code'.",
        Map.of("UNIT_RESULT", "exit-code"));
  }

  /** One second before now, by the monotonic clock. */
  private void hear(String id, String message, Map<String, String> more) throws IOException {
    Map<String, String> fields = new TreeMap<>(more);
    fields.put("UNIT", "seen.service");
    fields.put("INVOCATION_ID", RUN);
    fields.put("_BOOT_ID", BOOT);
    fields.put("__MONOTONIC_TIMESTAMP", Long.toString((monotonicNow - 1_000) * 1_000));
    fields.put("__REALTIME_TIMESTAMP", "1767258000000000");
    fields.put("MESSAGE", message);
    if (!id.isEmpty()) fields.put("MESSAGE_ID", id);
    writer.take(new JournalEntry(fields));
  }

  private FactWriter writer(long aheadOfUptime) {
    monotonicNow = 60_000 + aheadOfUptime;
    long now = monotonicNow;
    return new FactWriter(
        "web-1",
        journal,
        new WatchedUnits(List.of(etc), UnitGlobs.of("seen*")),
        () -> new HostTime(BOOT, 60_000, 1_767_258_001_000L),
        () -> now,
        (event, at) -> {
          if (diskFull) throw new IOException("No space left on device");
          written.add(event);
          captured.add(at);
        });
  }
}
