package dev.groundhog.producer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InstallTest {
  @TempDir Path root;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void the_drop_in_calls_the_hook_as_root_and_ignores_its_failure() throws IOException {
    assertThat(install("chat", "--hook", "/usr/lib/groundhog/bin/groundhog-hook")).isZero();

    assertThat(dropIn("chat.service"))
        .hasContent(
            """
            # Written by groundhog install; groundhog uninstall removes it.
            [Service]
            ExecStartPre=-+/usr/lib/groundhog/bin/groundhog-hook starting %n
            ExecStopPost=-+/usr/lib/groundhog/bin/groundhog-hook stopped %n
            """);
  }

  @Test
  void what_is_special_to_systemd_is_escaped() throws IOException {
    install(
        "chat",
        "--hook",
        "/opt/g/hook",
        "--log",
        "/var/log/my $app/100%.log",
        "--lines",
        "5",
        "--spool",
        "/srv/spool 1");

    assertThat(Files.readString(dropIn("chat.service")))
        .contains("Environment=\"GROUNDHOG_SPOOL_DIR=/srv/spool 1\"\n")
        .contains("stopped %n --log \"/var/log/my $$app/100%%.log\" --lines 5\n");
  }

  @Test
  void installing_again_changes_nothing_and_says_so() throws IOException {
    install("chat", "--hook", "/opt/g/hook");
    var before = Files.getLastModifiedTime(dropIn("chat.service"));

    assertThat(install("chat.service", "--hook", "/opt/g/hook")).isZero();

    assertThat(Files.getLastModifiedTime(dropIn("chat.service"))).isEqualTo(before);
    assertThat(out.toString()).contains("already there: " + dropIn("chat.service"));
  }

  @Test
  void uninstalling_leaves_no_trace_and_leaves_what_others_put_there() throws IOException {
    install("chat", "worker@", "--hook", "/opt/g/hook");
    Path others = Files.createFile(dropIn("chat.service").resolveSibling("override.conf"));

    assertThat(run(new UninstallCommand(), "--all", "--root", root.toString())).isZero();

    assertThat(dropIn("chat.service")).doesNotExist();
    assertThat(others).exists();
    assertThat(dropIn("worker@.service").getParent()).doesNotExist();
  }

  @Test
  void a_name_that_is_no_service_is_bad_usage_and_installs_nothing() {
    assertThat(install("chat", "../evil", "--hook", "/opt/g/hook")).isEqualTo(2);

    assertThat(err.toString()).contains("UNIT: expected the name of a service, found \"../evil\"");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void a_timer_is_refused_with_the_service_that_it_starts() {
    assertThat(install("backup.timer", "--hook", "/opt/g/hook")).isEqualTo(2);

    assertThat(err.toString()).contains("the timer backup.timer").contains("backup.service");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void all_hooks_every_service_and_masks_the_list_and_what_a_timer_starts() throws IOException {
    Path units = Files.createDirectories(root.resolve("usr/lib/systemd/system"));
    Files.writeString(units.resolve("backup.timer"), "[Timer]\nOnCalendar=daily\n");
    Path list = Files.writeString(root.resolve("list"), "# people\ngetty@* # all of them\n\n");

    int status =
        install("--all", "--hook", "/opt/g/hook", "--list", list.toString(), "--except", "vm-*");

    assertThat(status).isZero();
    assertThat(dropIn("service")).content().contains("ExecStopPost=-+/opt/g/hook stopped %n");
    for (String left :
        new String[] {"getty@.service", "vm-.service", "backup.service", "groundhog-.service"}) {
      assertThat(Files.readSymbolicLink(dropIn(left))).isEqualTo(Path.of("/dev/null"));
    }
    assertThat(out.toString()).contains("left out:      backup.service  (started by a timer)");
  }

  @Test
  void uninstalling_all_leaves_the_folder_as_it_was() throws IOException {
    Path own = Files.createDirectories(root.resolve("etc/systemd/system/chat.service.d"));
    Files.writeString(own.resolve("10-own.conf"), "[Service]\n");
    List<String> before = listing();

    install("--all", "--hook", "/opt/g/hook", "--except", "ssh");
    install("chat", "worker@", "--hook", "/opt/g/hook");
    run(new UninstallCommand(), "cron", "--root", root.toString());
    assertThat(listing()).hasSizeGreaterThan(before.size());
    run(new UninstallCommand(), "--all", "--root", root.toString());

    assertThat(listing()).isEqualTo(before);
  }

  @Test
  void a_dry_run_shows_a_diff_and_changes_nothing() throws IOException {
    List<String> before = listing();

    assertThat(install("chat", "--hook", "/opt/g/hook", "--dry-run")).isZero();

    assertThat(listing()).isEqualTo(before);
    assertThat(out.toString())
        .contains("+++ " + dropIn("chat.service"))
        .contains("+ExecStopPost=-+/opt/g/hook stopped %n")
        .contains("1 file would change.")
        .doesNotContain("\033[");
  }

  @Test
  void units_and_all_together_or_neither_is_bad_usage() {
    assertThat(install("--hook", "/h")).isEqualTo(2);
    assertThat(install("chat", "--all", "--hook", "/h")).isEqualTo(2);
    assertThat(install("chat", "--except", "x", "--hook", "/h")).isEqualTo(2);
    assertThat(root).isEmptyDirectory();
  }

  private List<String> listing() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.map(Path::toString).sorted().toList();
    }
  }

  @Test
  void a_log_without_a_full_path_or_too_many_lines_is_bad_usage() {
    assertThat(install("chat", "--hook", "/h", "--log", "app.log")).isEqualTo(2);
    assertThat(install("chat", "--hook", "/h", "--lines", "65")).isEqualTo(2);
    assertThat(root).isEmptyDirectory();
  }

  private int install(String... args) {
    String[] all = new String[args.length + 2];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = "--root";
    all[args.length + 1] = root.toString();
    return run(new InstallCommand(), all);
  }

  private int run(Object command, String... args) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  private Path dropIn(String unit) {
    return root.resolve("etc/systemd/system").resolve(unit + ".d/50-groundhog.conf");
  }
}
