package dev.groundhog.producer.spool;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A file that waits in a spool, as seen from outside.
 *
 * @param type the last part of its name, {@code stopped}; {@link #FOREIGN} for a name that nobody
 *     of ours gave
 * @param wallMillis when it happened by the wall clock, as far as the name says; 0 if it does not
 * @param bytes what it takes up, in whole blocks
 */
public record Waiting(Path file, String type, long wallMillis, long bytes) {
  /** No event's type. */
  public static final String FOREIGN = "unknown";

  /** ext4, xfs and tmpfs give room in blocks of so many bytes, to the smallest file, too. */
  public static final long BLOCK = 4096;

  /**
   * @param size length in bytes
   */
  public static Waiting of(Path file, long size) {
    long bytes = Math.max(1, (size + BLOCK - 1) / BLOCK) * BLOCK;
    return SpoolName.parse(SpoolFolder.nameOf(file))
        .map(name -> new Waiting(file, name.type(), name.wallMillis(), bytes))
        .orElseGet(() -> new Waiting(file, FOREIGN, 0, bytes));
  }

  static List<Waiting> in(Path dir) throws IOException {
    List<Waiting> all = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(dir)) {
      for (Path file : files) {
        if (SpoolFolder.nameOf(file).startsWith(".")) continue;
        sizeOf(file).ifPresent(size -> all.add(of(file, size)));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return all;
  }

  /** Empty for a folder, and for what was published in this very moment. */
  private static OptionalLong sizeOf(Path file) throws IOException {
    try {
      BasicFileAttributes is =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return is.isRegularFile() ? OptionalLong.of(is.size()) : OptionalLong.empty();
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }
}
