package dev.groundhog.producer.hook;

import static dev.groundhog.producer.spool.SpoolFiles.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.producer.spool.Spool;
import dev.groundhog.producer.spool.SpooledEvent;
import java.io.IOException;
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

/**
 * The real script, of which strace kills whoever makes the n-th system call of a kind: the shell
 * and each program that it starts, at each step of a commit.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HookKillTest {
  /** No process of the hook makes more of the calls that change anything. */
  private static final int MOST_CALLS = 6;

  @TempDir Path temp;
  private Path dir;
  private Path tail;

  @BeforeEach
  void needsStrace() throws Exception {
    assumeTrue(
        new ProcessBuilder("sh", "-c", "command -v strace && strace -qq -o /dev/null true")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0,
        "needs strace, and the right to trace");
    dir = temp.resolve("spool");
    tail = Files.writeString(temp.resolve("log"), "the last words\n".repeat(200));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "write",
        "fsync",
        "rename,renameat,renameat2",
        "openat",
        "execve",
        "exit_group",
        "close"
      })
  void killed_at_any_step_there_is_the_whole_event_or_none(String calls) throws Exception {
    boolean everNone = false;
    for (int n = 1; n <= MOST_CALLS; n++) {
      Path spool = temp.resolve("spool-" + n);
      traced(spool, "--inject=" + calls + ":signal=SIGKILL:when=" + n);

      List<SpooledEvent> events = read(spool);
      assertThat(events).hasSizeLessThanOrEqualTo(1);
      assertThat(count(spool.resolve("bad"))).as("torn files").isZero();
      everNone |= events.isEmpty();
      events.forEach(HookKillTest::assertWhole);

      // The next run of the hook is not disturbed by what is left.
      new Hook(spool).crashed().run("stopped", "chat.service", "--log", tail.toString());
      assertThat(read(spool)).isNotEmpty().allSatisfy(HookKillTest::assertWhole);
    }
    assertThat(everNone || calls.equals("exit_group"))
        .as("the kill hit something that matters")
        .isTrue();
  }

  @Test
  void the_event_is_on_the_disk_under_its_dot_name_before_it_gets_its_name() throws Exception {
    Path trace = temp.resolve("trace");
    traced(dir, "-y", "-e", "trace=fsync,rename,renameat,renameat2", "-o", trace.toString());

    List<String> calls = Files.readAllLines(trace).stream().filter(c -> c.contains("(")).toList();
    assertThat(calls.stream().map(call -> call.replaceAll("^[0-9]+ +|\\(.*", "")))
        .as("%s", calls)
        .hasSize(3)
        .satisfies(
            names -> {
              assertThat(names.get(0)).isEqualTo("fsync");
              assertThat(names.get(1)).isEqualTo("fsync");
              assertThat(names.get(2)).startsWith("rename");
            });
    assertThat(calls.get(0)).contains("/.");
    assertThat(calls.get(1)).contains(dir + ">");
  }

  private static void assertWhole(SpooledEvent event) {
    assertThat(event.event().unit()).isEqualTo("chat.service");
    assertThat(event.event().exitStatus()).isEqualTo("3");
    assertThat(event.body()).hasSize(15 * 200);
  }

  private void traced(Path spool, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq"));
    command.addAll(List.of(options));
    if (!command.contains("-o")) command.addAll(List.of("-o", "/dev/null"));
    command.addAll(
        List.of(Hook.SCRIPT.toString(), "stopped", "chat.service", "--log", tail.toString()));
    ProcessBuilder hook = new ProcessBuilder(command);
    hook.environment().putAll(new Hook(spool).crashed().environment());
    hook.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process process = hook.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
  }

  private List<SpooledEvent> read(Path spool) throws IOException {
    try (Spool opened = Spool.open(spool, temp.resolve("none"))) {
      String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"));
      // Long enough after the kill that nobody can still be writing.
      HostTime later =
          new HostTime(
              boot.replace("-", "").strip(), Long.MAX_VALUE / 2, System.currentTimeMillis());
      List<SpooledEvent> events = new ArrayList<>();
      for (Path file : opened.pending(later)) {
        opened.read(file, "h").ifPresent(events::add);
      }
      return events;
    }
  }
}
