package dev.groundhog.producer.agent;

import dev.groundhog.producer.spool.HostTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Both of the host's clocks, read where the hook reads them. */
@FunctionalInterface
public interface HostClock {
  HostTime now();

  /** The kernel's. Source: proc(5), random(4). */
  static HostClock ofThisHost() {
    String boot = read("/proc/sys/kernel/random/boot_id").replace("-", "").toLowerCase(Locale.ROOT);
    return () -> new HostTime(boot, uptimeMillis(), System.currentTimeMillis());
  }

  private static long uptimeMillis() {
    String uptime = read("/proc/uptime");
    int point = uptime.indexOf('.');
    // The kernel prints hundredths, always two digits.
    return 1000 * Long.parseLong(uptime, 0, point, 10)
        + 10 * Long.parseLong(uptime, point + 1, point + 3, 10);
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the agent needs Linux: " + e.getMessage(), e);
    }
  }
}
