package dev.groundhog.ctl.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.ctl.CtlMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ranges as they are typed; none of these asks a broker. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RangeOptionsTest {
  private static final String FILE =
      Path.of(System.getProperty("groundhog.root", ".."), "docs/incident/chat.jsonl.zst")
          .toString();

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void an_incident_can_be_looked_at_until_a_moment() {
    replayed("--incident", "a849", "--to", "2026-11-23T15:40:00Z");
    assertThat(out.toString()).contains("15:39:").doesNotContain("15:40:", "15:41:", "15:52:");
  }

  @Test
  void and_so_can_a_file() {
    replayed("--to", "2026-11-23T15:40:00Z");
    assertThat(out.toString()).contains("15:39:").doesNotContain("15:40:", "15:41:", "15:52:");
  }

  @Test
  void an_end_before_the_begin_is_named() {
    assertThat(ctl("replay", FILE, "--incident", "a849", "--to", "2026-11-23T15:00:00Z"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--to: expected a time after 2026-11-23T15:36:59.184Z");
  }

  @Test
  void what_does_not_happen_now_is_what_the_command_would_have_done() {
    String file = folder.resolve("a.jsonl").toString();
    assertThat(ctl("export", "--last", "soon", file)).isEqualTo(2);
    assertThat(err.toString()).contains("--last: expected", "Nothing was written.");
    assertThat(ctl("events", "--last", "1h", "--from", "2026-11-22T11:20")).isEqualTo(2);
    assertThat(err.toString()).contains("found \"both\"", "Nothing was read.");
    assertThat(ctl("replay", "--last", "soon")).isEqualTo(2);
    assertThat(err.toString()).contains("Nothing was replayed.");
  }

  @Test
  void what_is_to_come_has_no_end() {
    assertThat(ctl("events", "--follow", "--to", "2026-11-22T11:20")).isEqualTo(2);
    assertThat(err.toString()).contains("--to: expected no --follow beside it");
  }

  private void replayed(String... options) {
    List<String> words = new ArrayList<>(List.of("replay", FILE, "--utc"));
    words.addAll(List.of(options));
    assertThat(ctl(words.toArray(String[]::new))).as(err.toString()).isZero();
  }

  private int ctl(String... words) {
    return CtlMain.commandLine(Map.of())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }
}
