package dev.groundhog.producer.spool;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A file that waits in a spool, as seen from outside. Small, because there can be 100,000.
 *
 * @param root the spool
 * @param type the last part of its name, {@code stopped}; {@link #FOREIGN} for a name that nobody
 *     of ours gave
 * @param wallMillis when it happened by the wall clock, as far as can be seen from outside
 * @param bytes what it takes up, in whole blocks
 */
public record Waiting(Path root, String name, String type, long wallMillis, long bytes) {
  /** No event's type. */
  public static final String FOREIGN = "unknown";

  /** ext4, xfs and tmpfs give room in blocks of so many bytes, to the smallest file, too. */
  public static final long BLOCK = 4096;

  public Path file() {
    return root.resolve(name);
  }

  static void each(Path root, Consumer<Waiting> what) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root)) {
      for (Path file : files) {
        String name = SpoolFolder.nameOf(file);
        if (name.startsWith(".")) continue;
        attributes(file).ifPresent(is -> what.accept(of(root, name, is)));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static Waiting of(Path root, String name, BasicFileAttributes is) {
    long bytes = Math.max(1, (is.size() + BLOCK - 1) / BLOCK) * BLOCK;
    SpoolName parsed = SpoolName.parse(name).orElse(null);
    if (parsed == null) return new Waiting(root, name, FOREIGN, 0, bytes);
    long wall = parsed.saysWallTime() ? parsed.wallMillis() : is.lastModifiedTime().toMillis();
    return new Waiting(root, name, parsed.type().intern(), wall, bytes);
  }

  /** Empty for a folder, and for what was published in this very moment. */
  private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
    try {
      BasicFileAttributes is =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return is.isRegularFile() ? Optional.of(is) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
