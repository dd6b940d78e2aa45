package dev.groundhog.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProgramTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Program program =
      new Program("groundhog-test", "groundhog-test [--config FILE]\n", stream(out), stream(err));

  @Test
  void help_prints_the_usage_and_is_no_failure() {
    assertThat(run(List.of("--help"), new Ended())).isZero();
    assertThat(text(out)).startsWith("groundhog-test [--config FILE]");
  }

  @Test
  void an_argument_it_does_not_know_is_bad_usage() {
    assertThat(run(List.of("--verbose"), new Ended())).isEqualTo(2);
    assertThat(text(err)).contains("groundhog-test: ").contains("--verbose").hasLineCount(1);
  }

  @Test
  void a_config_file_that_is_missing_is_bad_usage_in_one_line() {
    assertThat(run(List.of("--config", "nowhere.properties"), new Ended())).isEqualTo(2);
    assertThat(text(err)).contains("nowhere.properties").hasLineCount(1);
  }

  @Test
  void what_fails_at_start_is_said_in_one_line_with_its_root() {
    int code =
        program.run(
            List.of(),
            Map.of(),
            settings -> {
              throw new IllegalStateException("outer", new IllegalStateException("disk is full"));
            });
    assertThat(code).isEqualTo(1);
    assertThat(text(err)).isEqualTo("groundhog-test: failed: disk is full\n");
  }

  @Test
  void a_file_that_may_not_be_used_is_said_with_what_is_wrong_about_it() {
    int code =
        program.run(
            List.of(),
            Map.of(),
            settings -> {
              throw new AccessDeniedException("/var/spool/groundhog/.lock");
            });
    assertThat(code).isEqualTo(1);
    assertThat(text(err))
        .isEqualTo("groundhog-test: failed: AccessDenied: /var/spool/groundhog/.lock\n");
  }

  @Test
  void ending_by_itself_is_a_failure_and_closes_what_was_started() {
    Ended ended = new Ended();
    assertThat(run(List.of(), ended)).isEqualTo(1);
    assertThat(ended.closed).isTrue();
  }

  private int run(List<String> args, Program.Running running) {
    return program.run(args, Map.of(), settings -> running);
  }

  private static final class Ended implements Program.Running {
    private boolean closed;

    @Override
    public void await() {}

    @Override
    public void close() {
      closed = true;
    }
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
