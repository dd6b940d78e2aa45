package dev.groundhog.producer.install;

import dev.groundhog.producer.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** This host's service manager, asked by {@code systemctl}, each time with a deadline. */
public final class Systemd {
  /** A reload takes longer the more units there are; seconds, never minutes. */
  private static final long RELOAD_SECONDS = 60;

  private static final Pattern VERSION = Pattern.compile("systemd ([0-9]{3,4})\\b");

  private Systemd() {}

  /** Whether it runs here. Source: sd_booted(3). */
  public static boolean isHere() {
    return Files.isDirectory(Path.of("/run/systemd/system"));
  }

  /** Empty if it cannot be asked. */
  public static OptionalInt version(Duration deadline) {
    String said = ChildProcess.output(deadline, List.of("systemctl", "--version")).orElse("");
    Matcher version = VERSION.matcher(said);
    return version.find()
        ? OptionalInt.of(Integer.parseInt(version.group(1)))
        : OptionalInt.empty();
  }

  /**
   * Properties of units, in their order; of a template, those of an instance. Empty if systemd did
   * not answer in time.
   */
  public static List<Map<String, String>> show(
      Duration deadline, Collection<String> units, List<String> properties) {
    if (units.isEmpty()) return List.of();
    List<String> command = new ArrayList<>(List.of("systemctl", "show", "--no-pager"));
    for (String property : properties) command.add("--property=" + property);
    command.add("--");
    for (String unit : units) command.add(unit.replace("@.service", "@groundhog.service"));
    return ChildProcess.output(deadline, command).map(Shown::parse).orElse(List.of());
  }

  /** Has systemd read its units again. */
  static boolean reload() throws IOException {
    Process process = new ProcessBuilder("systemctl", "daemon-reload").inheritIO().start();
    try {
      if (process.waitFor(RELOAD_SECONDS, TimeUnit.SECONDS)) return process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return false;
  }

  /** A drop-in behind ours by name that begins {@code ExecStopPost=} anew; null if none does. */
  public static @Nullable String wiper(String dropInPaths) {
    for (String path : dropInPaths.split(" ", -1)) {
      Path file = Path.of(path);
      if (path.isEmpty() || file.getFileName().toString().compareTo("50-groundhog.conf") <= 0) {
        continue;
      }
      try {
        if (Files.readString(file).lines().anyMatch(l -> l.matches("\\s*ExecStopPost\\s*=\\s*"))) {
          return path;
        }
      } catch (IOException e) {
        // What cannot be read is not named.
      }
    }
    return null;
  }
}
