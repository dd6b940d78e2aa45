package dev.groundhog.producer.tee;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.producer.spool.SpoolFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real script in real pipes; its notes are read by the reader that the agent uses. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TeeTest {
  private static final Path SCRIPT =
      Path.of(requireNonNull(System.getProperty("groundhog.root")))
          .resolve("producer/src/main/dist/bin/groundhog-tee");

  /**
   * How a line of shell ended.
   *
   * @param out what it printed, a character for each byte
   */
  private record Result(int status, String out, String err) {}

  @TempDir Path temp;
  private String timeout = "20"; // a busy build machine is no reason to fail

  @Test
  void what_comes_in_goes_out_and_is_a_note() throws Exception {
    Result result =
        sh("printf 'one\\ntwo\\n' | tee --title 'nightly backup' --level warning --unit b.service");

    assertThat(result.out()).isEqualTo("one\ntwo\n");
    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
    UnitEvent note = theNote();
    assertThat(note.type()).isEqualTo(EventType.NOTE);
    assertThat(note.host()).isEqualTo("the-agents-host");
    assertThat(note.title()).isEqualTo("nightly backup");
    assertThat(note.level()).isEqualTo("warning");
    assertThat(note.unit()).isEqualTo("b.service");
    assertThat(note.text()).isEqualTo("one\ntwo\n");
  }

  @Test
  void any_bytes_pass_unchanged() throws Exception {
    byte[] bytes = new byte[3_000_000];
    new Random(1).nextBytes(bytes);
    Path in = Files.write(temp.resolve("in"), bytes);

    Result result = sh("tee <" + in);

    assertThat(result.out().equals(new String(bytes, ISO_8859_1))).isTrue();
    assertThat(result.status()).isZero();
    assertThat(notes()).hasSize(1);
  }

  @Test
  void each_line_passes_when_it_comes_and_the_note_is_there_when_it_ends() throws Exception {
    Process process = start("tee");
    BufferedReader out = process.inputReader();

    for (String line : List.of("first", "second")) {
      process.outputWriter().write(line + "\n");
      process.outputWriter().flush();
      assertThat(out.readLine()).isEqualTo(line); // the default timeout of tests ends a wait
    }
    assertThat(notes()).isEmpty();
    process.outputWriter().close();

    assertThat(ended(process)).isZero();
    assertThat(theNote().text()).isEqualTo("first\nsecond\n");
  }

  @Test
  void of_a_long_input_the_last_64_lines_are_kept_and_it_is_said_what_is_not() throws Exception {
    sh("seq 1000 | tee");

    String[] lines = requireNonNull(theNote().text()).split("\n", -1);
    assertThat(lines).hasSize(66).contains("937", "1000");
    // 1 to 936 with their line feeds: 9 * 2 + 90 * 3 + 837 * 4 bytes.
    assertThat(lines[0]).isEqualTo("[3636 bytes before this left out]");
    assertThat(lines[1]).isEqualTo("937");
  }

  @Test
  void fewer_lines_can_be_asked_for_and_nothing_need_pass() throws Exception {
    assertThat(sh("seq 10 | tee --quiet --lines 2").out()).isEmpty();

    assertThat(theNote().text()).isEqualTo("[16 bytes before this left out]\n9\n10\n");
  }

  @Test
  void of_one_line_of_200_megabytes_the_end_is_kept_and_the_memory_stays_small() throws Exception {
    // 40 MiB of address space per process: what kept the line could not.
    Result result = sh("ulimit -v 40960; head -c 200M /dev/zero | tee | wc -c");

    assertThat(result.out().strip()).isEqualTo("209715200");
    assertThat(result.err()).isEmpty();
    String text = requireNonNull(theNote().text());
    assertThat(text).hasSizeBetween(16_384, 16_500).startsWith("[209698816 bytes before this");
  }

  @Test
  void an_empty_input_is_no_note() throws Exception {
    assertThat(sh("tee </dev/null").status()).isZero();

    assertThat(notes()).isEmpty();
  }

  @Test
  void closed_standard_input_and_output_are_like_empty_ones() throws Exception {
    Result noInput = sh("tee <&-");
    assertThat(noInput.status()).isZero();
    assertThat(noInput.err()).isEmpty();
    assertThat(notes()).isEmpty();

    Result noOutput = sh("echo x | tee >&-");
    assertThat(noOutput.status()).isZero();
    assertThat(noOutput.err()).isEmpty();
    assertThat(theNote().text()).isEqualTo("x\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "trap '' PIPE; "}) // systemd starts services with SIGPIPE ignored
  void when_nobody_reads_any_more_it_ends_as_tee_does_and_the_note_is_written(String before)
      throws Exception {
    Result result = bash(before + "yes 2>/dev/null | tee | head -n 1; echo ${PIPESTATUS[1]}");

    assertThat(result.out()).isEqualTo("y\n141\n");
    assertThat(result.err()).isEmpty();
    assertThat(notes()).hasSize(1);
  }

  @Test
  void an_output_that_is_full_is_said_by_the_exit_status_and_the_note_is_written()
      throws Exception {
    assertThat(sh("echo x | tee >/dev/full").status()).isEqualTo(1);

    assertThat(theNote().text()).isEqualTo("x\n");
  }

  @Test
  void asked_to_end_it_passes_on_what_still_comes_and_writes_the_note() throws Exception {
    for (String signal : List.of("TERM", "INT", "HUP")) {
      Process process = start("exec tee");
      process.outputWriter().write("before\n");
      process.outputWriter().flush();
      BufferedReader out = process.inputReader();
      assertThat(out.readLine()).isEqualTo("before");

      // To all of them, as a terminal and systemd do.
      List<ProcessHandle> all = process.descendants().toList();
      signal(process.toHandle(), signal);
      for (ProcessHandle started : all) signal(started, signal);
      process.outputWriter().write("last words\n");
      process.outputWriter().close();

      assertThat(out.readLine()).isEqualTo("last words");
      assertThat(ended(process)).as(signal).isZero();
    }
    assertThat(notes()).hasSize(3);
    for (Path note : notes()) assertThat(read(note).text()).isEqualTo("before\nlast words\n");
  }

  @Test
  void asked_to_end_while_the_input_does_not_it_ends_after_10_seconds_with_its_note()
      throws Exception {
    Process process = start("exec tee </dev/zero >/dev/null");
    await().until(() -> process.descendants().count() >= 7);

    signal(process.toHandle(), "TERM");

    assertThat(ended(process)).isEqualTo(137);
    assertThat(notes()).hasSize(1);
    assertThat(process.descendants()).isEmpty();
  }

  @Test
  void killed_itself_what_it_started_passes_on_to_the_end_and_writes_the_note() throws Exception {
    Process process = start("tee | cat");
    process.outputWriter().write("a\n");
    process.outputWriter().flush();
    BufferedReader out = process.inputReader();
    assertThat(out.readLine()).isEqualTo("a");

    ProcessHandle itself =
        process.children().filter(p -> isCommand(p, "groundhog-tee")).findFirst().orElseThrow();
    itself.destroyForcibly();
    itself.onExit().get(10, TimeUnit.SECONDS);
    process.outputWriter().write("b\n");
    process.outputWriter().close();

    assertThat(out.readLine()).isEqualTo("b");
    await().untilAsserted(() -> assertThat(theNote().text()).isEqualTo("a\nb\n"));
  }

  @Test
  void a_collector_that_is_killed_holds_up_nobody() throws Exception {
    Process process = start("exec tee");
    process.outputWriter().write("a\n");
    process.outputWriter().flush();
    BufferedReader out = process.inputReader();
    assertThat(out.readLine()).isEqualTo("a");

    List<String> parts = List.of("base64 -w 0", "tail -c 16384", "dd bs=65536");
    await()
        .until(
            () ->
                parts.stream()
                    .allMatch(part -> process.descendants().anyMatch(p -> isCommand(p, part))));
    for (String part : parts) {
      process.descendants().filter(p -> isCommand(p, part)).forEach(p -> p.destroyForcibly());
    }
    String line = "x".repeat(999);
    for (int i = 0; i < 1000; i++) { // far more than any pipe holds
      process.outputWriter().write(line + "\n");
      process.outputWriter().flush();
      assertThat(out.readLine()).isEqualTo(line);
    }
    process.outputWriter().close();

    assertThat(ended(process)).isZero();
  }

  private static boolean isCommand(ProcessHandle process, String part) {
    return process.info().commandLine().filter(line -> line.contains(part)).isPresent();
  }

  @Test
  void a_spool_that_cannot_be_written_costs_one_line_and_nothing_else() throws Exception {
    Files.createFile(temp.resolve("spool"));

    Result result = sh("echo x | tee");

    assertThat(result.out()).isEqualTo("x\n");
    assertThat(result.status()).isZero();
    assertThat(result.err())
        .isEqualTo("groundhog-tee: no note: cannot write to " + temp + "/spool/notes\n");
  }

  @Test
  void a_full_disk_costs_one_line_and_leaves_nothing_behind() throws Exception {
    assumeTrue(isRoot(), "needs root: a file system of its own is mounted");
    Path notes = Files.createDirectories(temp.resolve("spool/notes"));
    run("mount", "-t", "tmpfs", "-o", "size=4k", "none", notes.toString());
    try {
      Files.write(notes.resolve("fill"), new byte[4096]);

      Result result = sh("echo x | tee");

      assertThat(result.out()).isEqualTo("x\n");
      assertThat(result.status()).isZero();
      assertThat(result.err()).contains("groundhog-tee: no note: ").hasLineCount(1);
      assertThat(notes()).containsExactly(notes.resolve("fill"));
    } finally {
      run("umount", notes.toString());
    }
  }

  @Test
  void a_disk_that_is_frozen_delays_only_the_end_and_that_within_its_limit() throws Exception {
    assumeTrue(isRoot() && Files.exists(Path.of("/dev/loop-control")), "needs root: mounts a disk");
    timeout = "1";
    Path image = temp.resolve("image");
    Path disk = Files.createDirectory(temp.resolve("spool"));
    run("truncate", "-s", "16M", image.toString());
    run("mkfs.ext4", "-q", "-F", image.toString());
    run("mount", "-o", "loop", image.toString(), disk.toString());
    try {
      Files.createDirectory(disk.resolve("notes"));
      run("fsfreeze", "-f", disk.toString());

      // cat ends when nobody holds the pipe any more.
      Process process = start("echo x | tee | cat");
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("it ended").isTrue();
      Result result = result(process);

      assertThat(result.out()).isEqualTo("x\n");
      assertThat(result.status()).isZero();
      assertThat(result.err()).contains("groundhog-tee: no note: ").hasLineCount(1);
    } finally {
      run("fsfreeze", "-u", disk.toString());
      await().untilAsserted(() -> run("umount", disk.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "run"})
  void while_the_spool_takes_nothing_there_is_no_note(String mode) throws Exception {
    Files.writeString(Files.createDirectory(temp.resolve("run")).resolve("mode"), mode + "\n");

    Result result = sh("echo x | tee");

    assertThat(result.out()).isEqualTo("x\n");
    assertThat(result.err()).endsWith("mode is " + mode + "\n");
    assertThat(notes()).isEmpty();
  }

  @Test
  void the_callers_environment_does_not_reach_it() throws Exception {
    Result result =
        sh(
            "echo x | env -i LD_PRELOAD=/nonexistent.so PATH= LC_ALL=tr_TR.UTF-8 IFS=0123456789"
                + " POSIXLY_CORRECT=1 ENV=/nonexistent GROUNDHOG_SPOOL_DIR="
                + temp.resolve("spool")
                + " GROUNDHOG_TEE_TIMEOUT=20 tee");

    assertThat(result.out()).isEqualTo("x\n");
    // By the shell itself; what it starts has it no more.
    assertThat(result.err().lines()).allMatch(line -> line.contains("/nonexistent.so")).hasSize(1);
    assertThat(theNote().text()).isEqualTo("x\n");
  }

  @Test
  void a_title_with_a_line_feed_cannot_add_lines() throws Exception {
    sh("echo x | tee --title 'x\nhost=evil'");

    assertThat(theNote().title()).isEqualTo("x");
    assertThat(theNote().host()).isEqualTo("the-agents-host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--colour red", "--level bad", "--lines 65", "--title"})
  void wrong_usage_is_said_and_harms_no_pipe(String wrong) throws Exception {
    Result result = sh("echo x | tee " + wrong);

    assertThat(result.out()).isEqualTo("x\n");
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("usage: groundhog-tee").hasLineCount(1);
    assertThat(theNote().text()).isEqualTo("x\n");
  }

  @Test
  void any_user_can_leave_a_note_where_nobody_can_look() throws Exception {
    assumeTrue(isRoot(), "needs root to become somebody else");
    Path notes = Files.createDirectories(temp.resolve("spool/notes"));
    run("chmod", "0711", temp.toString(), temp.resolve("spool").toString());
    run("chmod", "1733", notes.toString());

    Result result = sh("echo x | tee", "setpriv --reuid=64998 --regid=64998 --clear-groups ");

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("x\n");
    assertThat(theNote().text()).isEqualTo("x\n");
    assertThat(Files.getAttribute(notes().get(0), "unix:uid")).isEqualTo(64998);
  }

  @Test
  void a_shell_that_may_start_no_process_still_passes_on() throws Exception {
    assumeTrue(isRoot(), "needs root to become a user that may have one process");

    Result result =
        sh(
            "seq 3 | tee",
            "prlimit --nproc=1:1 setpriv --reuid=64997 --regid=64997 --clear-groups ");

    assertThat(result.out()).isEqualTo("1\n2\n3\n");
    assertThat(result.err()).contains("fork");
    assertThat(result.status()).isZero();
  }

  /** A line of shell in which {@code tee} is groundhog-tee. */
  private Process start(String line) throws IOException {
    return start("sh", line, "");
  }

  private Process start(String shell, String line, String as) throws IOException {
    String ours = line.replaceAll("\\btee\\b", as + SCRIPT);
    ProcessBuilder builder = new ProcessBuilder(shell, "-c", ours);
    builder.environment().put("GROUNDHOG_SPOOL_DIR", temp.resolve("spool").toString());
    builder.environment().put("GROUNDHOG_RUN_DIR", temp.resolve("run").toString());
    builder.environment().put("GROUNDHOG_TEE_TIMEOUT", timeout);
    return builder.start();
  }

  private Result sh(String line) throws Exception {
    return result(start(line));
  }

  private Result sh(String line, String as) throws Exception {
    return result(start("sh", line, as));
  }

  private Result bash(String line) throws Exception {
    return result(start("bash", line, ""));
  }

  private static Result result(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new Result(ended(process), out, err);
  }

  private static int ended(Process process) throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ended").isTrue();
    return process.exitValue();
  }

  private static void signal(ProcessHandle process, String signal) throws Exception {
    run("kill", "-" + signal, String.valueOf(process.pid()));
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  /** Every file in the drop folder, unfinished ones too. */
  private List<Path> notes() throws IOException {
    Path folder = temp.resolve("spool/notes");
    if (!Files.isDirectory(folder)) return List.of();
    try (var files = Files.list(folder)) {
      return new ArrayList<>(files.toList());
    }
  }

  private UnitEvent theNote() throws Exception {
    assertThat(notes()).hasSize(1);
    return read(notes().get(0));
  }

  private static UnitEvent read(Path file) throws Exception {
    String name = requireNonNull(file.getFileName()).toString();
    assertThat(name).matches("[0-9a-f]{8}-[0-9]{14}-[0-9]{13}-x[0-9a-z]{1,39}-note");
    byte[] bytes = Files.readAllBytes(file);
    assertThat(new String(bytes, ISO_8859_1)).startsWith("groundhog-spool 1\n");
    long modified = Files.getLastModifiedTime(file).toMillis();
    return SpoolFile.parse(name, bytes, modified, "the-agents-host").event();
  }
}
