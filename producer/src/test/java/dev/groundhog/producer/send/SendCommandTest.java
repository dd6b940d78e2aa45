package dev.groundhog.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.producer.spool.Spool;
import dev.groundhog.producer.spool.SpooledEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole command; no broker listens. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SendCommandTest {
  private static final HostTime LATER =
      new HostTime("cbdead9105a14b1da58e7b95001bda71", 0, 2_000_000_000_000L);

  private static final String INVOCATION = "8f8f816c6e284653aa6f8fd4e75dfa0d";

  @TempDir Path temp;
  private final Map<String, String> environment = new TreeMap<>();
  private final StringWriter err = new StringWriter();

  @Test
  void the_event_is_safe_even_if_no_broker_answers_and_that_is_said() throws IOException {
    long began = System.nanoTime();

    assertThat(send("", "stopped", "chat", "--exit-status", "3", "--within", "300ms")).isZero();

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
    assertThat(waiting()).hasSize(1);
    assertThat(waiting().get(0).event().unit()).isEqualTo("chat.service");
    assertThat(err.toString())
        .contains(
            "1 event waits in the spool for the next run: Kafka at 127.0.0.1:1 has not taken it");
  }

  @Test
  void strict_fails_if_kafka_does_not_have_it() {
    assertThat(send("", "starting", "chat", "--strict", "--within", "100ms")).isEqualTo(1);
  }

  @Test
  void where_an_agent_works_on_the_spool_the_event_is_left_to_it() throws IOException {
    try (Spool agents = Spool.open(spool(), temp.resolve("run"))) {
      assertThat(send("", "starting", "chat")).isZero();

      assertThat(agents.pending(LATER)).hasSize(1);
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void in_a_unit_of_systemd_the_event_belongs_to_its_run() throws IOException {
    environment.put("INVOCATION_ID", INVOCATION);

    send("", "stopped", "chat", "--within", "0s");

    assertThat(waiting().get(0).event().id()).isEqualTo(INVOCATION + ":stopped");
  }

  @Test
  void a_note_comes_from_standard_input_and_belongs_to_no_run() throws IOException {
    environment.put("INVOCATION_ID", INVOCATION);

    send(
        "disk is full\n",
        "note",
        "--title",
        "backup",
        "--level",
        "critical",
        "--label",
        "a=b",
        "--within",
        "0s");
    send("disk is full\n", "note", "--within", "0s");

    assertThat(waiting()).hasSize(2);
    var note = waiting().get(0).event();
    assertThat(note.text()).isEqualTo("disk is full");
    assertThat(note.title()).isEqualTo("backup");
    assertThat(note.level()).isEqualTo("critical");
    assertThat(note.labels()).containsEntry("a", "b");
    assertThat(note.invocation()).isNull();
  }

  @Test
  void several_units_are_as_many_events() throws IOException {
    send("", "starting", "chat", "worker@1", "--within", "0s");

    assertThat(waiting())
        .extracting(e -> e.event().unit())
        .containsExactlyInAnyOrder("chat.service", "worker@1.service");
  }

  @Test
  void while_the_disk_is_frozen_it_writes_to_memory_as_the_hook_does() throws IOException {
    Files.createDirectories(temp.resolve("run"));
    Files.writeString(temp.resolve("run/mode"), "run\n");

    assertThat(send("", "starting", "chat")).isZero();

    assertThat(temp.resolve("run/spool")).isNotEmptyDirectory();
    assertThat(spool()).doesNotExist();
  }

  @Test
  void a_full_spool_takes_nothing_and_that_is_a_failure() throws IOException {
    Files.createDirectories(temp.resolve("run"));
    Files.writeString(temp.resolve("run/mode"), "full\n");

    assertThat(send("", "starting", "chat")).isEqualTo(1);

    assertThat(err.toString()).contains("nothing was recorded: the spool is full");
  }

  @Test
  void bad_usage_says_what_was_expected_and_sends_nothing() {
    assertThat(send("", "stopped")).isEqualTo(2);
    assertThat(send("", "stopped", "chat", "--within", "soon")).isEqualTo(2);
    assertThat(send("", "note", "--level", "loud")).isEqualTo(2);
    assertThat(send("", "stopped", "chat", "--lines", "0")).isEqualTo(2);

    assertThat(err.toString())
        .contains("UNIT: expected one, found none. Nothing was sent.")
        .contains("--within: expected a time from 0s to 5m, found \"soon\"")
        .contains("--level: expected info, warning or critical, found \"loud\"");
    assertThat(spool()).doesNotExist();
  }

  private int send(String stdin, String... args) {
    environment.put("GROUNDHOG_SPOOL_DIR", spool().toString());
    environment.put("GROUNDHOG_RUN_DIR", temp.resolve("run").toString());
    environment.put("GROUNDHOG_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
    environment.put("GROUNDHOG_JOURNAL", "off");
    var in = new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8));
    return new CommandLine(new SendCommand(environment, in))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  private Path spool() {
    return temp.resolve("spool");
  }

  private List<SpooledEvent> waiting() throws IOException {
    List<SpooledEvent> events = new ArrayList<>();
    try (Spool spool = Spool.open(spool(), temp.resolve("run"))) {
      for (Path file : spool.pending(LATER)) spool.read(file, "web-1").ifPresent(events::add);
    }
    return events;
  }
}
