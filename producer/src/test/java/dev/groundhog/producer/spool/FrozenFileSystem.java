package dev.groundhog.producer.spool;

import static dev.groundhog.producer.spool.SpoolFiles.run;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small ext4 of its own that can be frozen. Whatever happens to the test, a watchdog thaws it:
 * what waits for a frozen disk cannot be killed, not even the test.
 */
public final class FrozenFileSystem implements AutoCloseable {
  private final Path dir;
  private Process watchdog;

  private FrozenFileSystem(Path dir, Process watchdog) {
    this.dir = dir;
    this.watchdog = watchdog;
  }

  /** Mounts one, or skips the test and says why. */
  public static FrozenFileSystem mount(Path dir, Path image) throws Exception {
    assumeTrue(SpoolFiles.isRoot(), "needs root: a file system of its own is mounted and frozen");
    for (String tool : new String[] {"mkfs.ext4", "fsfreeze", "mount"}) {
      assumeTrue(succeeds("sh", "-c", "command -v " + tool), "needs " + tool);
    }
    run("truncate", "-s", "16M", image.toString());
    run("mkfs.ext4", "-q", image.toString());
    Files.createDirectories(dir);
    assumeTrue(
        succeeds("mount", "-o", "loop", image.toString(), dir.toString()), "needs loop devices");
    return new FrozenFileSystem(dir, new ProcessBuilder("true").start());
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  public void freeze() throws Exception {
    watchdog =
        new ProcessBuilder("sh", "-c", "sleep 90; exec fsfreeze -u \"$0\"", dir.toString()).start();
    run("fsfreeze", "-f", dir.toString());
  }

  public void thaw() throws Exception {
    succeeds("fsfreeze", "-u", dir.toString());
    watchdog.descendants().forEach(ProcessHandle::destroyForcibly);
    watchdog.destroyForcibly();
  }

  @Override
  public void close() throws Exception {
    thaw();
    run("umount", "-l", dir.toString());
  }
}
