package dev.groundhog.producer.keeper;

import dev.groundhog.producer.spool.ReadOnlyAnewException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * {@code /run/groundhog/mode}, and beside it the folder of the spool in memory. Replaced by rename,
 * so that a hook reads the old word or the new one; written again now and then though the word is
 * the same, so that its time tells whether anybody still watches.
 */
public final class ModeFile {
  private final Path dir;
  private final Path file;

  ModeFile(Path dir) {
    this.dir = dir;
    file = dir.resolve("mode");
  }

  /**
   * The word that hooks read now; {@code disk} where there is none.
   *
   * @param run the folder that holds it, {@code /run/groundhog}
   */
  public static String word(Path run) {
    try {
      return Files.readString(run.resolve("mode"), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return Mode.DISK.word();
    }
  }

  void write(Mode mode) throws IOException {
    prepare();
    Path unfinished = dir.resolve(".mode." + ProcessHandle.current().pid());
    Files.writeString(unfinished, mode.word() + "\n", StandardCharsets.US_ASCII);
    // Users read it, too: groundhog-tee.
    Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-r--r--"));
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** No word is {@code disk}: nobody watches any more. */
  void remove() throws IOException {
    Files.deleteIfExists(file);
  }

  private void make() throws IOException {
    try {
      Files.createDirectories(dir);
    } catch (IOException e) {
      throw new ReadOnlyAnewException(dir, e);
    }
  }

  /** The hook makes the folders, too; whoever comes first. */
  private void prepare() throws IOException {
    if (!Files.isDirectory(dir)) {
      make();
      Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Path spool = dir.resolve("spool");
    if (!Files.isDirectory(spool)) {
      Files.createDirectory(
          spool,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }
}
