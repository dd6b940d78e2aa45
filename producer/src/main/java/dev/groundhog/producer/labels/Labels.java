package dev.groundhog.producer.labels;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads labels from this host's files. What cannot be read is no label. */
public final class Labels {
  private final Path root;

  private Labels(Path root) {
    this.root = root;
  }

  public static Labels ofThisHost() {
    return new Labels(Path.of("/"));
  }

  /**
   * @param root where a host's files are, {@code /} for this one
   */
  static Labels of(Path root) {
    return new Labels(root);
  }

  /**
   * {@code os}, {@code kernel}, {@code arch}: what the host says of itself; read once is enough.
   */
  public Map<String, String> ofHost() {
    Map<String, String> labels = new TreeMap<>();
    read("etc/os-release")
        .or(() -> read("usr/lib/os-release"))
        .flatMap(OsRelease::name)
        .ifPresent(name -> LabelText.put(labels, "os", name));
    read("proc/sys/kernel/osrelease").ifPresent(k -> LabelText.put(labels, "kernel", k));
    String arch = System.getProperty("os.arch", "");
    LabelText.put(labels, "arch", arch.equals("amd64") ? "x86_64" : arch);
    return labels;
  }

  /**
   * What a unit says of itself in {@code Environment=GROUNDHOG_LABEL_…}, and {@code exe-modified}:
   * when the newest of its program's files was last written. A program that was written after the
   * fact is not what ran, and says nothing.
   *
   * @param environment property {@code Environment} as systemctl prints it
   * @param execStart property {@code ExecStart} as systemctl prints it, a line each
   * @param at when the fact happened by the host's wall clock
   */
  public Map<String, String> ofUnit(String environment, String execStart, Instant at) {
    Map<String, String> labels = UnitEnvironment.labels(environment);
    newest(execStart)
        .filter(modified -> !modified.isAfter(at))
        .ifPresent(
            modified ->
                LabelText.put(
                    labels, "exe-modified", modified.truncatedTo(ChronoUnit.SECONDS).toString()));
    return labels;
  }

  /** Links are followed: a deployment often switches one. */
  private Optional<Instant> newest(String execStart) {
    Instant newest = null;
    for (String file : ProgramFiles.in(execStart)) {
      try {
        Path path = root.resolve(file.substring(1));
        // Only files: the arguments also name folders of data, which change all the time.
        if (!Files.isRegularFile(path)) continue;
        Instant modified = Files.getLastModifiedTime(path).toInstant();
        if (newest == null || modified.isAfter(newest)) newest = modified;
      } catch (IOException | InvalidPathException e) {
        // Not readable for us: it says nothing.
      }
    }
    return Optional.ofNullable(newest);
  }

  private Optional<String> read(String file) {
    try {
      return Optional.of(Files.readString(root.resolve(file), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
