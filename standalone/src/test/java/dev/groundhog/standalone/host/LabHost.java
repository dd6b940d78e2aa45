package dev.groundhog.standalone.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A host on which systemd is PID 1, booted by a program {@code host up|run|root|down NAME} in the
 * folder that {@code GROUNDHOG_LAB} names; it needs root and systemd-nspawn.
 *
 * <p>All such hosts share this machine's loopback and one tree of control groups, so units of one
 * name on two hosts must not end at the same time, and no two may take the same port.
 */
final class LabHost implements AutoCloseable {
  private static final Path ROOT = Path.of(System.getProperty("groundhog.root", ".."));
  private static final Path DIST = ROOT.resolve("producer/target/dist");

  static final String GROUNDHOG = "/usr/lib/groundhog/bin/groundhog";
  static final String SETTINGS = "/etc/groundhog/producer.properties";

  private final String name;
  private final Path root;

  private LabHost(String name, Path root) {
    this.name = name;
    this.root = root;
  }

  /** Skips the test, with the reason, where no host can be booted. */
  static void assumePossible() {
    String lab = System.getenv("GROUNDHOG_LAB");
    assumeTrue(
        lab != null && !lab.isEmpty(), "GROUNDHOG_LAB is not set, so no systemd host was booted");
    assumeTrue(
        System.getProperty("user.name").equals("root"), "not root, so no systemd host was booted");
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/systemd-nspawn")),
        "no systemd-nspawn, so no systemd host was booted");
  }

  /** A host with the program's folder in its place, and nothing installed. */
  static LabHost boot(String name) throws Exception {
    LabHost host = bootBare(name);
    host.copy(DIST, "/usr/lib/groundhog");
    return host;
  }

  /** A host on which nothing of ours is. */
  static LabHost bootBare(String name) throws Exception {
    lab("up", name);
    LabHost host = new LabHost(name, Path.of(lab("root", name).strip()));
    // A lab host begins as a copy of this machine, on which somebody may have tried the hook.
    host.run("rm", "-rf", "/var/spool/groundhog", "/etc/groundhog", "/usr/lib/groundhog");
    return host;
  }

  /**
   * Makes {@code MemoryMax=} and {@code TasksMax=} hold, as they do on a host that is no container:
   * there these control groups cannot be written to, and systemd leaves them alone.
   *
   * @return whether they do now; not where this machine itself has no such groups to give
   */
  boolean enforceLimits() throws Exception {
    tryRun(
        "sh",
        "-c",
        "for c in memory pids; do mount -o remount,rw,bind /sys/fs/cgroup/$c; done; systemctl daemon-reexec");
    return !tryRun("sh", "-c", "ls -d /sys/fs/cgroup/memory/*.scope /sys/fs/cgroup/pids/*.scope")
        .contains("cannot access");
  }

  /**
   * Powers the host off and boots it again from the same files. The container's program ends with a
   * host that goes down, also when that was to reboot, so it is started anew.
   */
  void reboot() throws Exception {
    Path pid = root.resolveSibling("nspawn.pid");
    long before = Long.parseLong(Files.readString(pid).strip());
    tryRun("systemctl", "--no-block", "poweroff");
    await("the host is off")
        .atMost(Duration.ofSeconds(60))
        .until(() -> ProcessHandle.of(before).filter(ProcessHandle::isAlive).isEmpty());
    Process booting =
        new ProcessBuilder(
                "setsid",
                "systemd-nspawn",
                "-q",
                "--boot",
                "--register=no",
                "--keep-unit",
                "--console=pipe",
                "--kill-signal=SIGRTMIN+4",
                "--machine=" + name,
                "--hostname=" + name,
                "--directory=" + root)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(root.resolveSibling("console.log").toFile())
            .start();
    Files.writeString(pid, Long.toString(booting.pid()));
    await("the host is up again")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> tryRun("systemctl", "is-system-running").strip().matches("running|degraded"));
  }

  /** Writes the agent's settings: where Kafka is, and others as lines. */
  void configure(String bootstrapServers, String... moreSettings) throws IOException {
    write(
        SETTINGS,
        "kafka.bootstrap.servers="
            + bootstrapServers
            + '\n'
            + String.join("\n", moreSettings)
            + '\n');
  }

  /** Sets the agent up as docs/host.md says, and starts it, without its status page. */
  void startAgent(String bootstrapServers, String... moreSettings) throws Exception {
    configure(bootstrapServers, moreSettings);
    write(SETTINGS, Files.readString(path(SETTINGS)) + "http.port=off\n");
    installAgent();
    run("systemctl", "start", "groundhog-agent.service");
  }

  /** Puts the agent's unit in its place and does not start it. */
  void installAgent() throws Exception {
    copy(
        DIST.resolve("systemd/groundhog-agent.service"),
        "/etc/systemd/system/groundhog-agent.service");
    run("systemctl", "daemon-reload");
  }

  /** Writes a unit file; systemd is told of it. */
  void writeUnit(String unit, String text) throws Exception {
    write("/etc/systemd/system/" + unit, text);
    run("systemctl", "daemon-reload");
  }

  /** Writes a unit file and has the hook called for it. */
  void installUnit(String unit, String text, String... options) throws Exception {
    write("/etc/systemd/system/" + unit, text);
    List<String> command = new ArrayList<>(List.of(GROUNDHOG, "install"));
    command.add(unit);
    command.addAll(List.of(options));
    run(command.toArray(String[]::new));
  }

  String name() {
    return name;
  }

  /** Where a path of the host is seen from here. */
  Path path(String onHost) {
    return root.resolve(onHost.substring(1));
  }

  void write(String onHost, String text) throws IOException {
    Path file = path(onHost);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  void copy(Path from, String onHost) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path source : all.toList()) {
        Path target = path(onHost).resolve(from.relativize(source).toString());
        if (Files.isDirectory(source)) Files.createDirectories(target);
        else
          Files.copy(
              source,
              target,
              StandardCopyOption.COPY_ATTRIBUTES,
              StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Runs a command on the host; what it printed. Fails if the command does. */
  String run(String... command) throws Exception {
    return lab(with("run", name, command));
  }

  /** The same for a script of shell, which ends at the first command that fails. */
  String sh(String script) throws Exception {
    return run("sh", "-ec", script);
  }

  /** Runs a command that may fail, such as the start of a unit that cannot. */
  String tryRun(String... command) throws Exception {
    return execute(with("run", name, command)).output;
  }

  /** The newest lines of the journal, for the message of a test that waited in vain. */
  String journal() {
    try {
      return tryRun("journalctl", "--no-pager", "-q", "-n", "80");
    } catch (Exception e) {
      return e.toString();
    }
  }

  @Override
  public void close() throws Exception {
    lab("down", name);
  }

  private static String[] with(String verb, String name, String... more) {
    return Stream.concat(Stream.of(verb, name), Stream.of(more)).toArray(String[]::new);
  }

  private static String lab(String... args) throws Exception {
    Ended ended = execute(args);
    assertThat(ended.status).as("%s: %s", List.of(args), ended.output).isZero();
    return ended.output;
  }

  private record Ended(int status, String output) {}

  private static Ended execute(String... args) throws Exception {
    @Nullable String lab = System.getenv("GROUNDHOG_LAB");
    List<String> command = new ArrayList<>(List.of(lab + "/host"));
    command.addAll(List.of(args));
    Path said = Files.createTempFile("groundhog-host", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("%s ended", command).isTrue();
      return new Ended(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
    } finally {
      Files.deleteIfExists(said);
    }
  }
}
