package dev.groundhog.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.producer.spool.HostTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DraftTest {
  private static final HostTime NOW =
      new HostTime("cbdead9105a14b1da58e7b95001bda71", 100_000, 1_767_258_000_000L);

  @TempDir Path temp;

  @Test
  void a_number_alone_says_that_the_program_exited() {
    UnitEvent event = stopped(null, null, "3");

    assertThat(event.result()).isEqualTo(ServiceResult.EXIT_CODE);
    assertThat(event.exitCode()).isEqualTo("exited");
  }

  @Test
  void zero_alone_is_a_success() {
    assertThat(stopped(null, null, "0").result()).isEqualTo(ServiceResult.SUCCESS);
  }

  @Test
  void a_signal_alone_says_that_the_program_was_killed() {
    UnitEvent event = stopped(null, null, "SEGV");

    assertThat(event.result()).isEqualTo(ServiceResult.SIGNAL);
    assertThat(event.exitCode()).isEqualTo("killed");
  }

  @Test
  void systemds_own_words_win() {
    UnitEvent event = stopped("oom-kill", "dumped", "KILL");

    assertThat(event.result()).isEqualTo(ServiceResult.OOM_KILL);
    assertThat(event.exitCode()).isEqualTo("dumped");
  }

  @Test
  void without_any_of_it_nothing_is_claimed() {
    UnitEvent event = stopped(null, null, null);

    assertThat(event.result()).isNull();
    assertThat(event.exitCode()).isNull();
  }

  @Test
  void of_a_text_that_is_too_long_the_end_is_kept() {
    Draft note = new Draft(EventType.NOTE, null, null, null, null, null, "t", null, Map.of());
    byte[] text = ("x".repeat(Draft.MAX_TEXT) + "the end\n\n").getBytes(StandardCharsets.UTF_8);

    byte[] body = note.at(NOW, "web-1", LogTail.none(22), text).body();

    assertThat(body).hasSize(Draft.MAX_TEXT);
    assertThat(new String(body, StandardCharsets.UTF_8)).endsWith("xthe end");
  }

  @Test
  void the_end_of_a_log_goes_along_and_what_cannot_be_read_is_said() throws IOException {
    Path log = Files.writeString(temp.resolve("log"), "a".repeat(20_000) + "\nlast\n");

    assertThat(LogTail.of(log, 5).bytes())
        .hasSize(LogTail.MAX_BYTES)
        .endsWith("last\n".getBytes(StandardCharsets.UTF_8));
    assertThat(LogTail.of(temp, 5).note()).isEqualTo("no regular file: " + temp);
    assertThat(LogTail.of(temp.resolve("none"), 5).file()).isNull();
  }

  @Test
  void a_fifo_is_never_opened() throws Exception {
    Path fifo = temp.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();

    assertThat(LogTail.of(fifo, 5).note()).isEqualTo("no regular file: " + fifo);
  }

  private static UnitEvent stopped(
      @Nullable String result, @Nullable String exitCode, @Nullable String exitStatus) {
    return new Draft(
            EventType.STOPPED,
            "chat.service",
            null,
            result,
            exitCode,
            exitStatus,
            null,
            null,
            Map.of())
        .at(NOW, "web-1", LogTail.none(22), new byte[0])
        .event();
  }
}
