package dev.groundhog.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundhog.ctl.CtlMain;
import dev.groundhog.standalone.broker.TestBroker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** {@code groundhogctl incidents}, {@code incident} and {@code events} on a real broker. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AskTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String servers = "127.0.0.1:1";

  @Test
  void what_there_is_what_one_is_and_what_happened() throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        Samples samples = new Samples(broker.bootstrapServers())) {
      servers = broker.bootstrapServers();
      assertThat(ctl("incidents")).isZero();
      assertThat(out.toString()).isEqualTo("No incident.\n");
      samples.three();
      incidents();
      incident();
      events(samples);
    }
  }

  private void incidents() throws Exception {
    assertThat(ctl("incidents", "--utc")).isZero();
    System.out.println(out);
    String[] lines = out.toString().split("\n", -1);
    assertThat(lines[1]).startsWith("open critical  chat.service").contains("5 of 12", "#alerts");
    assertThat(lines[2]).startsWith("open warning   mail-out.service").contains("held back");
    assertThat(lines[3]).contains("held back since").contains("by s-5f0c1b7e (ben: the relay");
    assertThat(lines[4]).startsWith("recovered      worker@.service");
    assertThat(out.toString()).endsWith("2 open, 1 held back, 1 over · times are UTC\n");
    assertThat(ctl("incidents", "--open", "--json")).isZero();
    assertThat(out.toString().lines()).hasSize(2);
    JsonNode first = JSON.readTree(out.toString().lines().findFirst().orElseThrow());
    assertThat(first.at("/kind").asText()).isEqualTo("incident");
    assertThat(first.at("/incident/told/state").asText()).isEqualTo("TOLD");
    assertThat(ctl("incidents", "--open", "--all")).as("not both").isEqualTo(2);
    assertThat(ctl("incidents", "--last", "soon")).isEqualTo(2);
    assertThat(err.toString()).contains("--last: expected a time such as 90s");
  }

  private void incident() throws Exception {
    assertThat(ctl("incident", "chat", "--utc")).isZero();
    System.out.println(out);
    assertThat(out.toString())
        .startsWith("chat.service  open critical\n")
        .contains("15 on 5 of 12 hosts", "12 × panic: index", "  │ panic: index out of range [12]")
        .contains("suspect  version=1.4.2: 5/5 crashing, 0/7 healthy", "deploy chat 1.4.2 (ada)")
        .containsPattern("1 +\\d\\d:\\d\\d:\\d\\d +wave +open warning +3 +3")
        .contains("groundhogctl replay --unit chat.service --from ");
    assertThat(ctl("incident", "service")).isEqualTo(1);
    assertThat(err.toString()).contains("Several incidents are called \"service\"");
    assertThat(ctl("incident", "chat", "--json")).isZero();
    assertThat(JSON.readTree(out.toString()).at("/incident/steps")).hasSize(5);
  }

  private void events(Samples samples) throws Exception {
    assertThat(ctl("events", "--last", "1h", "--host", "web-1", "--utc")).isZero();
    System.out.println(out);
    assertThat(out.toString().lines().skip(1))
        .isNotEmpty()
        .allMatch(line -> line.contains("web-1"))
        .anyMatch(line -> line.contains("stopped   exit-code 2"))
        .noneMatch(line -> line.contains("tick"));
    assertThat(ctl("events", "--unit", "nothing")).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(ctl("events", "--from", "2026-11-22T11:00", "--last", "1h")).isEqualTo(2);
    follows(samples);
  }

  /** Ends when nobody reads any more, as after {@code | head}. */
  private void follows(Samples samples) throws Exception {
    Pipe reader = new Pipe();
    Thread follower =
        new Thread(() -> line(reader).execute("events", "--follow", "--host", "new-*", "--json"));
    follower.start();
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              samples.crash("new-1", "late.service");
              samples.crash("old-1", "late.service");
              return reader.toString().contains("late.service");
            });
    assertThat(reader.toString()).doesNotContain("old-1").doesNotContain("chat.service");
    reader.closed = true;
    samples.crash("new-1", "late.service");
    follower.join(20_000);
    assertThat(follower.isAlive()).isFalse();
  }

  @Test
  void without_a_broker_it_is_said_in_a_line() {
    assertThat(ctl("incidents")).isEqualTo(1);
    assertThat(err.toString()).startsWith("groundhogctl: Kafka: ").hasLineCount(1);
  }

  /** Fails like a pipe whose reader has gone. */
  private static final class Pipe extends Writer {
    private final StringBuilder read = new StringBuilder();
    volatile boolean closed;

    @Override
    public synchronized void write(char[] text, int from, int length) throws IOException {
      if (closed) throw new IOException("Broken pipe");
      read.append(text, from, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public synchronized String toString() {
      return read.toString();
    }
  }

  private CommandLineLike line(Writer writer) {
    return args ->
        CtlMain.commandLine(Map.of("GROUNDHOG_KAFKA_BOOTSTRAP_SERVERS", servers))
            .setOut(new PrintWriter(writer))
            .setErr(new PrintWriter(err, true))
            .execute(args);
  }

  private interface CommandLineLike {
    int execute(String... args);
  }

  private int ctl(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return line(out).execute(args);
  }
}
