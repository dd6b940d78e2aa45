package dev.groundhog.producer.spool;

import static dev.groundhog.producer.spool.SpoolFolder.nameOf;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * What is done to one file of a spool. The file may be anything and may go at any moment; nothing
 * but a regular file is opened, and no link is followed. Each call may hang with the disk.
 */
final class EventFile {
  private EventFile() {}

  /**
   * @param spoolsOwner whose files count, besides root's
   * @throws NoSuchFileException if it has gone
   */
  static SpooledEvent read(Path file, int spoolsOwner, String defaultHost)
      throws IOException, MalformedSpoolFileException {
    Inode is = Inode.of(file);
    if (!is.isRegularFile()) {
      throw new MalformedSpoolFileException("expected a regular file");
    }
    int owner = is.uid();
    if (owner != 0 && owner != spoolsOwner) {
      throw new MalformedSpoolFileException("owner: expected root, found user " + owner);
    }
    long written = Math.max(0, is.written().toMillis());
    return SpoolFile.parse(nameOf(file), bytes(file, SpoolFile.MAX_BYTES), written, defaultHost);
  }

  /** One more than the limit, if there are more, so that a file that is too long is seen to be. */
  static byte[] bytes(Path file, int limit) throws IOException {
    try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes(limit + 1);
    }
  }

  /** Milliseconds since 1970; 0 for a file that has gone. */
  static long modified(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /**
   * Writes it anew without its tail, under the same name.
   *
   * @return whether it had one and was still there
   */
  static boolean dropTail(Path file, String why) throws IOException {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) return false;
      FileTime written = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
      Optional<byte[]> rest = SpoolFile.withoutBody(bytes(file, SpoolFile.MAX_BYTES), why);
      if (rest.isEmpty()) return false;
      SpoolFolder.commit(requireNonNull(file.getParent()), nameOf(file), rest.get(), written);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Commits it to another directory, with its time, and removes it here.
   *
   * @return whether it was still there
   */
  static boolean move(Path file, Path to) throws IOException {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) return false;
      FileTime written = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
      SpoolFolder.commit(to, nameOf(file), bytes(file, SpoolFile.MAX_BYTES), written);
      return Files.deleteIfExists(file);
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
