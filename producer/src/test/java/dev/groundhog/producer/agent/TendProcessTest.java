package dev.groundhog.producer.agent;

import static dev.groundhog.producer.spool.SpoolFiles.at;
import static dev.groundhog.producer.spool.SpoolFiles.count;
import static dev.groundhog.producer.spool.SpoolFiles.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.groundhog.producer.spool.Spool;
import dev.groundhog.producer.spool.SpooledEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code groundhog tend} as a process of its own. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TendProcessTest {
  private static final int FILES = 300;

  @TempDir Path temp;
  private Path dir;

  private record Result(int status, String said) {}

  @BeforeEach
  void fill() throws IOException {
    dir = Files.createDirectory(temp.resolve("spool"));
    for (int i = 0; i < FILES; i++) put(dir, i, "x" + i, "starting", "");
  }

  @Test
  void it_sheds_what_is_past_the_bounds_and_leaves_the_word() throws Exception {
    Result result = tend("100");

    assertThat(result.status()).isZero();
    assertThat(result.said()).contains("80 files", "hooks read disk");
    assertThat(count(dir) - 2).as("without .lock and .probe").isEqualTo(81);
    assertThat(temp.resolve("run/mode")).hasContent("disk");
    assertThat(reported()).isEqualTo(220);
  }

  @Test
  void where_an_agent_looks_after_the_spool_it_says_so_and_does_nothing() throws Exception {
    try (Spool agents = Spool.open(dir, temp.resolve("run/spool"))) {
      Result result = tend("100");

      assertThat(result.status()).isZero();
      assertThat(result.said()).contains("an agent looks after it; nothing to do");
      assertThat(agents.pending(at(1_000_000))).hasSize(FILES);
    }
  }

  @Test
  void a_wrong_setting_is_named_and_ends_with_2() throws Exception {
    Result result = tend("few");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.said()).contains("spool.max.files: expected a whole number");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50, 219})
  void killed_while_it_deletes_it_has_reported_no_less_than_it_deleted(int deletions)
      throws Exception {
    assumeTrue(
        new ProcessBuilder("sh", "-c", "strace -qq -o /dev/null true").start().waitFor() == 0,
        "needs strace, and the right to trace");

    Result result =
        tend(
            "100",
            "strace",
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "--inject=unlink,unlinkat:signal=SIGKILL:when=" + deletions);

    assertThat(result.status()).isEqualTo(128 + 9);
    long left = starts();
    assertThat(left).isBetween((long) FILES - deletions, (long) FILES - deletions + 2);
    assertThat(reported()).isGreaterThanOrEqualTo(FILES - left).isEqualTo(220);

    tend("100");
    assertThat(starts() + reported()).isGreaterThanOrEqualTo(FILES);
    assertThat(count(dir)).isLessThan(100);
  }

  private long starts() throws IOException {
    try (var files = Files.list(dir)) {
      return files.filter(f -> f.toString().endsWith("-starting")).count();
    }
  }

  private long reported() throws IOException {
    try (Spool spool = Spool.open(dir, temp.resolve("run/spool"))) {
      long reported = 0;
      for (Path file : spool.pending(at(1_000_000))) {
        SpooledEvent event = spool.read(file, "h").orElseThrow();
        reported += event.event().dropped().getOrDefault("starting", 0L);
      }
      return reported;
    }
  }

  private Result tend(String maxFiles, String... under) throws Exception {
    List<String> command = new ArrayList<>(List.of(under));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData", // no file of the JVM's own to delete
            "-cp",
            System.getProperty("java.class.path"),
            "dev.groundhog.producer.ProducerMain",
            "tend"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("GROUNDHOG_SPOOL_DIR", dir.toString());
    builder.environment().put("GROUNDHOG_RUN_DIR", temp.resolve("run").toString());
    builder.environment().put("GROUNDHOG_SPOOL_MAX_FILES", maxFiles);
    builder.environment().put("GROUNDHOG_SPOOL_MIN_FREE", "0");
    builder.redirectErrorStream(true);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), said);
  }
}
