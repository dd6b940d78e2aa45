package dev.groundhog.standalone.host;

import static dev.groundhog.standalone.host.LabHost.SETTINGS;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.standalone.broker.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * The package that the build left, on a Debian host: installed, used, upgraded, removed, purged.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DebianPackageIT {
  private static final Path BUILT =
      Path.of(System.getProperty("groundhog.root", ".."), "producer/target");
  private static final String HOST = "gh-package";
  private static final String SPOOL = "/var/spool/groundhog";

  /** What a package can leave traces in; not the journal nor what systemd does by itself. */
  private static final String FILES =
      "find /etc /usr /var/spool /var/lib /var/cache /run/groundhog -xdev 2>/dev/null"
          + " | grep -Ev '^/var/(lib/(dpkg|systemd/(timers|random-seed))|cache/(man|debconf))'";

  private static final String UNIT =
      """
      [Unit]
      Description=Fails at once
      [Service]
      ExecStart=/bin/sh -c 'echo about to fail; exit 3'
      """;

  @BeforeEach
  void isPossibleHere() {
    LabHost.assumePossible();
  }

  @Test
  void a_host_is_installed_crashes_is_upgraded_and_purged_without_a_trace() throws Exception {
    try (LabHost host = LabHost.bootBare(HOST);
        TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED)) {
      // The machine under the host may forbid its packages to start anything, as containers do.
      host.run("rm", "-f", "/usr/sbin/policy-rc.d");
      Files.copy(built(), host.path("/root/groundhog-host.deb"));
      host.write("/etc/systemd/system/ghp-crash.service", UNIT);
      Set<String> before = files(host);

      host.run("dpkg", "-i", "/root/groundhog-host.deb");
      isInstalled(host);

      host.configure(broker.bootstrapServers(), "http.port=off");
      host.run("systemctl", "restart", "groundhog-agent");
      try (HostEvents events = new HostEvents(broker.bootstrapServers(), HOST)) {
        aCrashArrives(host, events);
        anybodysNoteArrives(host, events);
      }
      anUpgradeKeepsWhatIsThere(host);

      host.run("dpkg", "-r", "groundhog-host");
      assertThat(host.run("systemctl", "cat", "ghp-crash")).doesNotContain("groundhog");
      assertThat(Files.readString(host.path(SETTINGS))).contains(broker.bootstrapServers());
      assertThat(host.path(SPOOL + "/bad/mine")).exists();
      assertThat(host.sh("systemctl is-active groundhog-agent || true").strip())
          .isEqualTo("inactive");

      host.run("dpkg", "-P", "groundhog-host");
      Set<String> traces = files(host);
      traces.removeAll(before);
      assertThat(traces).isEmpty();
    }
  }

  private static void isInstalled(LabHost host) throws Exception {
    assertThat(host.run("systemctl", "is-enabled", "groundhog-agent").strip()).isEqualTo("enabled");
    assertThat(host.run("systemctl", "is-active", "groundhog-agent").strip()).isEqualTo("active");
    assertThat(
            host.run("stat", "-c", "%a %U %n", SPOOL, SPOOL + "/notes", "/run/groundhog", SETTINGS))
        .isEqualTo(
            """
            711 root /var/spool/groundhog
            1733 root /var/spool/groundhog/notes
            755 root /run/groundhog
            640 root /etc/groundhog/producer.properties
            """);
    assertThat(host.run("groundhog", "--help")).contains("agent", "install");
    assertThat(host.run("groundhog-tee", "--help")).contains("--title");
    assertThat(host.sh("man -w groundhog groundhog-tee groundhog-hook").lines()).hasSize(3);
    for (String command : List.of("agent", "doctor", "install", "send", "tend", "uninstall")) {
      assertThat(
              host.run(
                  "bash",
                  "-c",
                  ". /usr/share/bash-completion/completions/groundhog; COMP_WORDS=(groundhog "
                      + command.substring(0, 2)
                      + ") COMP_CWORD=1; _complete_groundhog; echo \"${COMPREPLY[@]}\""))
          .contains(command);
      assertThat(host.sh("zcat /usr/share/man/man1/groundhog.1.gz")).contains(".B " + command);
    }
  }

  private static void aCrashArrives(LabHost host, HostEvents events) throws Exception {
    host.run("groundhog", "install", "ghp-crash.service");
    host.tryRun("systemctl", "start", "ghp-crash");

    UnitEvent stop = events.stopOf("ghp-crash.service");
    assertThat(stop.exitStatus()).isEqualTo("3");
    assertThat(requireNonNull(stop.tail()).lines()).contains("about to fail");
  }

  /** The agent is away at first, so that the file stays to be looked at. */
  private static void anybodysNoteArrives(LabHost host, HostEvents events) throws Exception {
    host.run("systemctl", "stop", "groundhog-agent");
    String nobody = "setpriv --reuid=65534 --regid=65534 --clear-groups ";
    assertThat(host.sh("echo hello | " + nobody + "groundhog-tee --title greeting"))
        .isEqualTo("hello\n");
    assertThat(host.sh("stat -c '%F %u %a' " + SPOOL + "/notes/*-note"))
        .isEqualTo("regular file 65534 644\n");
    assertThat(host.sh(nobody + "ls " + SPOOL + "/notes 2>&1 || true"))
        .contains("Permission denied");
    host.run("systemctl", "start", "groundhog-agent");

    assertIsFromNobody(note(host, events, "greeting"));
    assertThat(host.sh("ls -A " + SPOOL + "/notes " + SPOOL + "/.notes")).doesNotContain("-note");

    host.sh("echo hello | " + nobody + "groundhog-tee --title again >/dev/null");
    assertIsFromNobody(note(host, events, "again"));
  }

  private static UnitEvent note(LabHost host, HostEvents events, String title) {
    await("the note " + title)
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(events.all()).as(host::journal).anyMatch(e -> title.equals(e.title())));
    return events.all().stream().filter(e -> title.equals(e.title())).findFirst().orElseThrow();
  }

  private static void assertIsFromNobody(UnitEvent note) {
    assertThat(note.type()).isEqualTo(EventType.NOTE);
    assertThat(note.host()).isEqualTo(HOST);
    assertThat(note.text()).isEqualTo("hello\n");
    assertThat(note.labels()).containsEntry("user", "nobody");
  }

  private static void anUpgradeKeepsWhatIsThere(LabHost host) throws Exception {
    host.sh("mkdir -p " + SPOOL + "/bad && echo mine >" + SPOOL + "/bad/mine");
    String settings = Files.readString(host.path(SETTINGS));
    String agent = host.run("systemctl", "show", "-P", "MainPID", "groundhog-agent");

    host.run("dpkg", "-i", "/root/groundhog-host.deb");

    assertThat(Files.readString(host.path(SETTINGS))).isEqualTo(settings);
    assertThat(host.path(SPOOL + "/bad/mine")).exists();
    assertThat(host.run("systemctl", "cat", "ghp-crash")).contains("groundhog-hook stopped");
    assertThat(host.run("systemctl", "is-active", "groundhog-agent").strip()).isEqualTo("active");
    assertThat(host.run("systemctl", "show", "-P", "MainPID", "groundhog-agent"))
        .as("the agent's process, of which the upgrade makes a new one")
        .isNotEqualTo(agent);

    // An agent that somebody disabled stays so.
    host.run("systemctl", "disable", "groundhog-agent");
    host.run("dpkg", "-i", "/root/groundhog-host.deb");
    assertThat(host.sh("systemctl is-enabled groundhog-agent || true").strip())
        .isEqualTo("disabled");
  }

  private static Path built() throws IOException {
    try (Stream<Path> files = Files.list(BUILT)) {
      return files
          .filter(f -> f.getFileName().toString().matches("groundhog-host_.*_all\\.deb"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no package in " + BUILT));
    }
  }

  private static Set<String> files(LabHost host) throws Exception {
    return new TreeSet<>(host.sh(FILES).lines().toList());
  }
}
