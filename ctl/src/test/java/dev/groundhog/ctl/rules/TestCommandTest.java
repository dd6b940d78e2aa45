package dev.groundhog.ctl.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.ctl.CtlMain;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TestCommandTest {
  private static final Path STORIES = Path.of("../streams-app/src/test/resources/stories");
  private static final String LOOP =
      """
      {"at":"2026-11-22T09:00:00Z","host":"web-1","unit":"chat.service","type":"stopped","result":"signal"}
      {"at":"2026-11-22T09:00:05Z","host":"web-1","unit":"chat.service","type":"stopped","result":"success"}
      # and once more
      {"at":"2026-11-22T09:00:10Z","host":"web-1","unit":"chat.service","type":"stopped","result":"signal"}
      """;

  @TempDir Path temp;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void rules_of_a_file_tell_what_the_built_in_ones_do_not() throws IOException {
    String events = file("events.jsonl", LOOP);
    assertThat(ctl("--events", events, "--utc")).isZero();
    assertThat(out)
        .hasToString(
            """
            3 events, 2 crashes: nothing told
            not told: chat.service, 2 below-threshold
            not told: chat.service, 1 ended-well
            """);

    out.getBuffer().setLength(0);
    String rules = file("rules.yaml", "defaults: {hostLoop: {crashes: 2, within: 1m}}\n");
    assertThat(ctl(rules, "--events", events, "--utc")).isZero();
    assertThat(out)
        .hasToString(
            """
            ── 2026-11-22 (UTC) ──
            09:00:10  host-loop       chat.service · 2 crashes in 10s on web-1 · warning
                                      ended with signal, and no line says why
            09:10:10  quiet           chat.service · 2 crashes in 10s on web-1

            3 events, 2 crashes: 1 incident, told twice
            not told: chat.service, 1 ended-well
            """);
  }

  @Test
  void all_shows_each_event_and_what_became_of_it() throws IOException {
    ctl("--events", file("events.jsonl", LOOP), "--utc", "--all");
    assertThat(out.toString())
        .containsPattern("09:00:00.000 +web-1 +chat.service +crash \\(signal\\) +below-threshold")
        .containsPattern("09:00:05.000 +web-1 +chat.service +stopped \\(success\\) +ended well");
  }

  @Test
  void json_says_the_same_for_programs() throws IOException {
    ctl("--events", file("events.jsonl", LOOP), "--json");
    assertThat(out.toString().lines())
        .hasSize(4)
        .last()
        .asString()
        .contains("\"kind\":\"totals\"")
        .contains("\"notTold\":{\"below-threshold\":{\"chat.service\":2},\"ended-well\":");
  }

  @Test
  void events_can_come_by_a_pipe() {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(LOOP.getBytes(StandardCharsets.UTF_8)));
      assertThat(ctl("--events", "-")).isZero();
    } finally {
      System.setIn(before);
    }
    assertThat(out.toString()).startsWith("3 events, 2 crashes");
  }

  @Test
  void a_line_that_is_no_event_is_bad_usage_and_named() throws IOException {
    assertThat(ctl("--events", file("events.jsonl", LOOP + "crash!\n"))).isEqualTo(2);
    assertThat(err.toString())
        .contains("--events: expected a unit event on each line")
        .contains("events.jsonl, line 5: expected a JSON object")
        .contains("Nothing more was judged.");
  }

  @Test
  void files_that_are_not_there_are_bad_usage() throws IOException {
    assertThat(ctl("--events", temp.resolve("gone").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("there is no such file");
    assertThat(ctl(temp.resolve("gone").toString(), "--events", file("e", LOOP))).isEqualTo(2);
    assertThat(ctl()).isEqualTo(2);
  }

  /** Whoever reads the catalogue can try its stories at home. */
  @ParameterizedTest
  @MethodSource("stories")
  void it_prints_what_docs_correlation_says(String story) throws IOException {
    Path folder = STORIES.resolve(story);
    String events = folder.resolve("events.jsonl").toString();
    Path rules = folder.resolve("rules.yaml");
    int status =
        Files.exists(rules)
            ? ctl(rules.toString(), "--events", events, "--utc")
            : ctl("--events", events, "--utc");
    assertThat(status).isZero();
    assertThat(out).hasToString(Files.readString(folder.resolve("told.txt")));
  }

  static List<String> stories() throws IOException {
    return Files.readAllLines(STORIES.resolve("order.txt")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.contains("!"))
        .toList();
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(temp.resolve(name), text).toString();
  }

  private int ctl(String... args) {
    CommandLine line = CtlMain.commandLine(Map.of());
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    String[] all = new String[args.length + 2];
    all[0] = "rules";
    all[1] = "test";
    System.arraycopy(args, 0, all, 2, args.length);
    return line.execute(all);
  }
}
