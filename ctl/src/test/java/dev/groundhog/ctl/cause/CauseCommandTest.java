package dev.groundhog.ctl.cause;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundhog.ctl.CtlMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CauseCommandTest {
  private static final String TAIL =
      """
      Nov 22 11:22:40 web-1 chat[812]: 2026-11-22 11:22:40,120 INFO joined room 12
      Nov 22 11:22:41 web-1 chat[812]: java.lang.IllegalStateException: session 4711 of ada lost
      Nov 22 11:22:41 web-1 chat[812]: \tat com.example.Chat.route(Chat.java:41)
      Nov 22 11:22:41 web-1 chat[812]: \tat java.base/java.lang.Thread.run(Thread.java:840)
      """;

  @TempDir Path temp;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void a_tail_is_explained_line_by_line() throws IOException {
    assertThat(ctl(file(TAIL))).isZero();

    assertThat(out.toString())
        .contains("title        java.lang.IllegalStateException: session … of … lost\n")
        .contains("read as      Java exception: a logged stack trace\n")
        .contains("line 2       Nov 22 11:22:41 web-1 chat[812]: java.lang.IllegalState")
        .contains("function     com.example.Chat.route\n")
        .contains("not taken    1 functions")
        .contains("masked       4711 → …\n")
        .contains(
            "hashed\n    java.lang.IllegalStateException\n    lost\n    at com.example.Chat.route\n");
  }

  @Test
  void programs_get_json() throws IOException {
    assertThat(ctl("--json", file(TAIL))).isZero();

    JsonNode why = new ObjectMapper().readTree(out.toString());
    assertThat(why.at("/cause/fingerprint").asText()).matches("v1:[0-9a-f]{12}");
    assertThat(why.at("/deciding/0/line").asInt()).isEqualTo(2);
    assertThat(why.at("/frames/0").asText()).isEqualTo("com.example.Chat.route");
  }

  @Test
  void without_a_line_only_the_exit_can_tell() throws IOException {
    assertThat(ctl(file(""))).isEqualTo(1);
    assertThat(err.toString()).contains("expected log lines, found none");

    assertThat(ctl("--exit", "signal SEGV", file(""))).isZero();
    assertThat(out.toString()).contains("ended with signal SEGV, and no line says why");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThat(ctl(temp.resolve("none.log").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("none.log: cannot be read").contains("Nothing was");
  }

  private String file(String content) throws IOException {
    return Files.writeString(temp.resolve("tail.log"), content).toString();
  }

  private int ctl(String... args) {
    CommandLine line = CtlMain.commandLine(Map.of());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] all = new String[args.length + 1];
    all[0] = "cause";
    System.arraycopy(args, 0, all, 1, args.length);
    return line.execute(all);
  }
}
