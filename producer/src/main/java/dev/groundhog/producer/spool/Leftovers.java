package dev.groundhog.producer.spool;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Unfinished files of hooks that were killed: dot files that nobody will ever rename. */
final class Leftovers {
  /** No hook lives so long; its deadline is a second. */
  private static final Duration OLD = Duration.ofHours(1);

  /** The writer's process id ends the name: {@code .8f8f…-stopped.4711}. */
  private static final Pattern UNFINISHED = Pattern.compile("\\..+\\.([0-9]{1,10})");

  /** Names of the agent's own; {@code .journal-cursor} and others have no process id anyway. */
  private static final Set<String> OURS =
      Set.of(SpoolFolder.LOCK, SpoolFolder.PROBE, SpoolFolder.CLAIMED);

  private Leftovers() {}

  /** Deletes them and says how many. */
  static int sweep(Path dir, HostTime now) throws IOException {
    int swept = 0;
    try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(dir, ".*")) {
      for (Path file : unfinished) {
        if (!isLeftOver(file, now)) continue;
        Files.deleteIfExists(file);
        swept++;
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return swept;
  }

  private static boolean isLeftOver(Path file, HostTime now) throws IOException {
    String name = SpoolFolder.nameOf(file);
    Matcher writer = UNFINISHED.matcher(name);
    if (OURS.contains(name) || !writer.matches()) return false;
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) return false;
    long since = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
    if (now.wallMillis() - since < OLD.toMillis()) return false;
    return ProcessHandle.of(Long.parseLong(writer.group(1))).isEmpty();
  }
}
