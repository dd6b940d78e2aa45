package dev.groundhog.producer.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folders of a spool, their modes, and the commit rules of {@code SPOOL-FORMAT.md}: dot file,
 * fsync, rename, fsync of the directory.
 */
final class SpoolFolder {
  static final String LOCK = ".lock";
  static final String PROBE = ".probe";
  static final String NOTES = "notes";
  static final String CLAIMED = ".notes";
  static final String BAD = "bad";

  /** 0700. */
  static final FileAttribute<Set<PosixFilePermission>> PRIVATE = mode("rwx------");

  /** 0600. */
  static final FileAttribute<Set<PosixFilePermission>> OWN_FILE = mode("rw-------");

  /** 0644: the agent has no power to read another user's file; the folder hides its name. */
  static final FileAttribute<Set<PosixFilePermission>> NOTE_FILE = mode("rw-r--r--");

  /** Everybody may put a file there, nobody may list it or touch another's: 1733. */
  private static final int DROP_FOLDER = 01733;

  /** Everybody may pass through to the drop folder, and nothing else: 0711. */
  private static final int SPOOL = 0711;

  private SpoolFolder() {}

  private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }

  /**
   * Makes what is missing and mends modes.
   *
   * @throws IOException if it belongs to somebody who could put events into it in our name
   */
  static void prepare(Path dir) throws IOException {
    if (!Files.isDirectory(dir)) Files.createDirectories(dir, PRIVATE);
    checkOwner(dir);
    chmod(dir, SPOOL);
    Path notes = dir.resolve(NOTES);
    if (Files.notExists(notes, LinkOption.NOFOLLOW_LINKS)) Files.createDirectory(notes, PRIVATE);
    if (!Files.isDirectory(notes, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(notes + ": expected a directory, found something else");
    }
    checkOwner(notes);
    chmod(notes, DROP_FOLDER);
    Path claimed = dir.resolve(CLAIMED);
    if (!Files.isDirectory(claimed)) Files.createDirectory(claimed, PRIVATE);
  }

  private static void checkOwner(Path dir) throws IOException {
    int owner = uid(dir);
    // Not /proc/self, which is a link of root's.
    int own = uid(Path.of("/proc", Long.toString(ProcessHandle.current().pid())));
    if (owner == own || owner == 0) return;
    throw new IOException(
        "%s: expected the owner to be user %d, found %d, who could forge events. Its owner must be changed; nothing was started."
            .formatted(dir, own, owner));
  }

  private static void chmod(Path dir, int mode) throws IOException {
    if (((int) Files.getAttribute(dir, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777) == mode)
      return;
    Files.setAttribute(dir, "unix:mode", mode);
  }

  static int uid(Path file) throws IOException {
    return (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  static Set<OpenOption> options(OpenOption... options) {
    return Set.of(options);
  }

  /** When this returns, the file survives a power cut, under its name and whole. */
  static void commit(Path dir, String name, byte[] content) throws IOException {
    commit(dir, name, content, null);
  }

  /** The same, of an event that was written earlier; {@code null}: now. */
  static void commit(Path dir, String name, byte[] content, @Nullable FileTime written)
      throws IOException {
    commit(dir, name, content, written, OWN_FILE);
  }

  /**
   * @param written when the event was first written, which says when it happened where a hook wrote
   *     it; null: now
   */
  static void commit(
      Path dir,
      String name,
      byte[] content,
      @Nullable FileTime written,
      FileAttribute<Set<PosixFilePermission>> mode)
      throws IOException {
    Path unfinished = dir.resolve('.' + name + '.' + ProcessHandle.current().pid());
    try {
      writeDurably(unfinished, content, written, mode);
      Files.move(unfinished, dir.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Whole or not: whoever is told that it failed must not find it in the spool later.
      try {
        Files.deleteIfExists(unfinished);
      } catch (IOException still) {
        e.addSuppressed(still);
      }
      throw e;
    }
    // Who may only drop files in, as in notes/, cannot open the folder.
    if (Files.isReadable(dir)) sync(dir);
  }

  private static void writeDurably(
      Path file,
      byte[] content,
      @Nullable FileTime written,
      FileAttribute<Set<PosixFilePermission>> mode)
      throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            options(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS),
            mode)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) out.write(bytes);
      if (written != null) Files.setLastModifiedTime(file, written);
      out.force(true);
    }
  }

  static void sync(Path dir) throws IOException {
    try (FileChannel directory = FileChannel.open(dir, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  static String nameOf(Path file) {
    return file.getFileName().toString();
  }
}
