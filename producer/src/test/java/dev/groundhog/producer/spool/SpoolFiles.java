package dev.groundhog.producer.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Spool files as their writers make them, for tests. */
public final class SpoolFiles {
  public static final String BOOT = "cbdead9105a14b1da58e7b95001bda71";
  public static final long NINE = 1_767_258_000_000L;

  private SpoolFiles() {}

  /** This boot, and a wall clock that goes with the uptime. */
  public static HostTime at(long uptime) {
    return new HostTime(BOOT, uptime, NINE + uptime);
  }

  public static String name(long uptime, String token, String type) {
    return SpoolName.format(at(uptime), token, type);
  }

  /** What a hook writes; more header lines are of the form {@code key=value\n}. */
  public static String content(long uptime, String type, String moreHeader, String body) {
    return """
    groundhog-spool 1
    type=%s
    unit=chat.service
    wall=%d
    uptime=%d
    boot=%s
    %s
    %s
    .end
    """
        .formatted(type, NINE + uptime, uptime, BOOT, moreHeader, body);
  }

  public static Path put(Path dir, long uptime, String token, String type, String body)
      throws IOException {
    return Files.writeString(
        dir.resolve(name(uptime, token, type)), content(uptime, type, "", body));
  }

  /** What is there, without folders. */
  public static long count(Path dir) throws IOException {
    if (!Files.isDirectory(dir)) return 0;
    try (var files = Files.list(dir)) {
      return files.filter(f -> !Files.isDirectory(f, LinkOption.NOFOLLOW_LINKS)).count();
    }
  }

  public static boolean isRoot() throws IOException {
    return SpoolFolder.uid(Path.of("/proc/self")) == 0;
  }

  public static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) throw new AssertionError(String.join(" ", command) + " failed");
  }
}
