package dev.groundhog.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A host on which systemd is PID 1, over a throw-away layer of this machine's own files. It is
 * booted by a program {@code host up|run|root|down NAME} in the folder that {@code GROUNDHOG_LAB}
 * names; without it the test is skipped, with the reason.
 */
final class LabHost implements AutoCloseable {
  private final String name;
  private final Path folder;

  private LabHost(String name, Path folder) {
    this.name = name;
    this.folder = folder;
  }

  /**
   * @param folder where the output of commands is kept for a moment
   */
  static LabHost boot(String name, Path folder) throws Exception {
    String lab = lab();
    assumeTrue(
        lab != null && !lab.isEmpty(), "GROUNDHOG_LAB is not set, so no systemd host was booted");
    assumeTrue(
        System.getProperty("user.name").equals("root"), "not root, so no systemd host was booted");
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/systemd-nspawn")),
        "no systemd-nspawn, so no systemd host was booted");
    LabHost host = new LabHost(name, folder);
    host.lab("up", List.of());
    return host;
  }

  /** A file of this host, as this machine sees it. */
  Path path(String onTheHost) throws Exception {
    return Path.of(lab("root", List.of()).strip()).resolve(onTheHost.substring(1));
  }

  /** Runs a command; returns what it printed. Fails the test if the command fails. */
  String run(String... command) throws Exception {
    return lab("run", List.of(command));
  }

  /** The same, for a line of shell. */
  String sh(String line) throws Exception {
    return run("sh", "-c", line);
  }

  @Override
  public void close() throws Exception {
    lab("down", List.of());
  }

  private static @Nullable String lab() {
    return System.getenv("GROUNDHOG_LAB");
  }

  private String lab(String verb, List<String> args) throws Exception {
    List<String> command = new ArrayList<>(List.of(lab() + "/host", verb, name));
    command.addAll(args);
    // A file: what outlives the command may hold its output open.
    Path said = Files.createTempFile(folder, "host", ".out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("%s ended", command).isTrue();
    String out = Files.readString(said, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as("%s: %s", command, out).isZero();
    return out;
  }
}
