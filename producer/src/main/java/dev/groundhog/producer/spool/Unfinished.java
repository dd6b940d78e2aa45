package dev.groundhog.producer.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dot files whose writer has gone. A hook makes file and folder durable before it renames, so after
 * a power cut, or a kill in that moment, a whole event can be there under the dot name: it is one
 * that the hook promised to keep, and gets the name it was to have. What is cut short goes.
 */
final class Unfinished {
  private static final Logger log = LoggerFactory.getLogger(Unfinished.class);

  /**
   * A hook lives for its deadline, a second by default; one that hangs in the kernel for longer.
   */
  static final long ABANDONED_MILLIS = 60_000;

  private Unfinished() {}

  /** Whether nobody can be writing it any more: it is of an earlier boot, or old. Pure. */
  static boolean isAbandoned(SpoolName name, HostTime now) {
    return !name.isOfBoot(now.boot())
        || now.uptimeMillis() - name.uptimeMillis() > ABANDONED_MILLIS;
  }

  /** Takes an abandoned file into the spool, or out of the way; returns what is to be read now. */
  static Optional<SpoolName> settle(Path file, HostTime now) throws IOException {
    SpoolName name = SpoolName.parseUnfinished(String.valueOf(file.getFileName())).orElse(null);
    if (name == null || !isAbandoned(name, now)) return Optional.empty();
    try {
      if (!isWhole(file)) {
        Files.delete(file);
        log.info("{}: cut short by a kill or a power cut, removed", file.getFileName());
        return Optional.empty();
      }
      Files.move(file, file.resolveSibling(name.name()));
      log.info("{}: whole but for its name; it is sent", name.name());
      return Optional.of(name);
    } catch (NoSuchFileException e) {
      return Optional.empty(); // its writer lives after all
    } catch (FileAlreadyExistsException e) {
      Files.deleteIfExists(file);
      return Optional.empty();
    }
  }

  private static boolean isWhole(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) return false;
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] end = new byte[SpoolFile.END.length];
      if (in.length() < end.length || in.length() > SpoolFile.MAX_BYTES) return false;
      in.seek(in.length() - end.length);
      in.readFully(end);
      return Arrays.equals(end, SpoolFile.END);
    }
  }
}
