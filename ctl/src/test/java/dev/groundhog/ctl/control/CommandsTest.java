package dev.groundhog.ctl.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.ctl.CtlMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** What needs no broker; what needs one is tested where there is one, in standalone. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CommandsTest {
  private final StringWriter err = new StringWriter();

  @Test
  void a_silence_names_something_and_says_why_and_how_long() {
    badUsage("expected at least one, found none", "silence", "add", "--for", "1h", "--reason", "x");
    badUsage("--reason", "silence", "add", "--unit", "chat", "--for", "1h");
    badUsage(
        "--reason: expected some words", add("--unit", "chat", "--for", "1h", "--reason", " "));
    badUsage("--for or --until", add("--unit", "chat", "--reason", "x"));
    badUsage(
        "at most 1000 characters, found 1001",
        add("--unit", "chat", "--for", "1h", "--reason", "x".repeat(1001)));
  }

  @Test
  void what_cannot_be_matched_by_is_named() {
    badUsage(
        "expected unit, host or cause, found \"fleet\"",
        add("--scope", "fleet", "--for", "1h", "--reason", "x"));
    badUsage("env", add("--label", "env", "--for", "1h", "--reason", "x"));
    badUsage("silence.host: expected a name", add("--host", " ", "--for", "1h", "--reason", "x"));
  }

  @Test
  void nobody_is_no_author() {
    badUsage(
        "--author: expected a name, found nothing",
        add("--unit", "chat", "--for", "1h", "--reason", "x", "--author", ""));
  }

  @Test
  void the_other_commands_say_what_is_missing_too() {
    badUsage("which command?", "silence");
    badUsage("ID", "silence", "expire");
    badUsage("TEXT", "mark");
    badUsage("TEXT: expected some words", "mark", " ");
    badUsage("--at: expected a time such as", "mark", "deploy", "--at", "noon");
    badUsage("INCIDENT", "ack");
    badUsage("--note: expected some words", "ack", "1f3a", "--note", "");
  }

  @Test
  @Timeout(15)
  void a_broker_that_is_away_is_a_clear_sentence_soon() throws Exception {
    String nobody;
    try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = "127.0.0.1:" + port.getLocalPort();
    }
    assertThat(ctl(nobody, add("--unit", "chat", "--for", "1h", "--reason", "x"))).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "groundhogctl: Kafka at " + nobody + ": no answer within 5 s. Nothing was written.\n");
  }

  @Test
  @Timeout(15)
  void a_broker_that_hangs_is_one_too() throws Exception {
    try (ServerSocket hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String server = "127.0.0.1:" + hung.getLocalPort();
      assertThat(ctl(server, "ack", "1f3a")).isEqualTo(1);
      assertThat(err.toString()).contains(server + ": no answer within 5 s.");
    }
  }

  private void badUsage(String why, String... args) {
    // No test that goes on to ask a broker would end in time.
    assertThat(ctl("127.0.0.1:1", args)).as(why).isEqualTo(2);
    assertThat(err.toString()).contains(why);
  }

  private static String[] add(String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "silence";
    all[1] = "add";
    System.arraycopy(options, 0, all, 2, options.length);
    return all;
  }

  private int ctl(String servers, String... args) {
    err.getBuffer().setLength(0);
    CommandLine line = CtlMain.commandLine(Map.of("GROUNDHOG_KAFKA_BOOTSTRAP_SERVERS", servers));
    line.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err, true));
    return line.execute(args);
  }
}
