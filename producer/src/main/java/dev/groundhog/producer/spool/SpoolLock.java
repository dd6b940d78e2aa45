package dev.groundhog.producer.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of whoever publishes a spool: two agents would send everything twice. It is bound to the
 * file, not to its name, so a directory that somebody made anew is locked anew.
 */
final class SpoolLock implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SpoolLock.class);

  private final Path dir;
  private volatile Held held;

  private record Held(FileChannel channel, Object inode) {}

  private SpoolLock(Path dir, Held held) {
    this.dir = dir;
    this.held = held;
  }

  /**
   * @throws SpoolInUseException if another agent has it
   */
  static SpoolLock take(Path dir) throws IOException {
    return new SpoolLock(dir, hold(dir));
  }

  private static Held hold(Path dir) throws IOException {
    Path file = dir.resolve(SpoolFolder.LOCK);
    FileChannel channel =
        FileChannel.open(
            file,
            SpoolFolder.options(
                StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            SpoolFolder.OWN_FILE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) return new Held(channel, Files.getAttribute(file, "unix:ino"));
    } catch (OverlappingFileLockException e) {
      // By this very process.
    }
    channel.close();
    throw new SpoolInUseException(dir);
  }

  /** Whether the file that is held is not the one that is there. */
  boolean isLost() throws IOException {
    Path file = dir.resolve(SpoolFolder.LOCK);
    return !Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        || !Files.getAttribute(file, "unix:ino").equals(held.inode());
  }

  /**
   * Takes it again if the file has been replaced.
   *
   * @throws SpoolInUseException if another agent was quicker
   */
  void mend() throws IOException {
    if (!isLost()) return;
    Held lost = held;
    held = hold(dir);
    lost.channel().close();
    log.warn("{}: was made anew by somebody; locked again", dir);
  }

  @Override
  public void close() {
    try {
      held.channel().close();
    } catch (IOException e) {
      log.warn("{}: the lock was not given back: {}", dir, e.getMessage());
    }
  }
}
