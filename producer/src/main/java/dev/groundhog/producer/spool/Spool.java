package dev.groundhog.producer.spool;

import dev.groundhog.events.UnitEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of events that wait for the broker, from the reader's side. A second directory, on
 * tmpfs, takes what hooks write while the disk is frozen; both are one spool to the reader.
 *
 * <p>Opening it takes its lock: two agents would send everything twice. A file that is no event is
 * moved to {@code bad/} and said once; it never holds up the others. Writing follows the same
 * commit rules as the hook.
 *
 * <p>Not thread-safe, except {@link #write}.
 */
public final class Spool implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Spool.class);

  private final Path dir;
  private final Path whileFrozen;
  private final FileChannel lockFile;

  private Spool(Path dir, Path whileFrozen, FileChannel lockFile) {
    this.dir = dir;
    this.whileFrozen = whileFrozen;
    this.lockFile = lockFile;
  }

  /**
   * @param dir made if it is missing, for its owner alone
   * @param whileFrozen the spool on tmpfs; need not exist
   * @throws SpoolInUseException if another agent works on it
   */
  public static Spool open(Path dir, Path whileFrozen) throws IOException {
    if (!Files.isDirectory(dir)) {
      Files.createDirectories(
          dir, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    FileChannel channel =
        FileChannel.open(dir.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!lock(channel)) {
      channel.close();
      throw new SpoolInUseException(dir);
    }
    return new Spool(dir, whileFrozen, channel);
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** The directories to watch for new files; those that exist. */
  public List<Path> directories() {
    return Files.isDirectory(whileFrozen) ? List.of(dir, whileFrozen) : List.of(dir);
  }

  /** A file for the agent's own use, which no reader takes for an event. */
  public Path ownFile(String name) {
    return dir.resolve('.' + name);
  }

  /**
   * All events that wait, oldest first; names that nobody of ours gave come last. Dot files whose
   * writer has gone are settled on the way.
   */
  public List<Path> pending(HostTime now) throws IOException {
    List<SpoolName> names = new ArrayList<>();
    List<Path> foreign = new ArrayList<>();
    List<Path> unfinished = new ArrayList<>();
    for (Path root : directories()) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(root)) {
        for (Path file : files) {
          if (nameOf(file).startsWith(".")) unfinished.add(file);
          else if (isEvent(file)) add(file, now, names, foreign);
        }
      }
    }
    for (Path file : unfinished) Unfinished.settle(file, now).ifPresent(names::add);
    names.sort(SpoolName.order(names, now.boot()));
    foreign.sort(Comparator.naturalOrder());
    List<Path> pending = new ArrayList<>(names.size() + foreign.size());
    for (SpoolName name : names) pending.add(locate(name.name()));
    pending.addAll(foreign);
    return pending;
  }

  /**
   * The wall clock matters for the order of boots alone, so that few files are asked for theirs.
   */
  private static void add(Path file, HostTime now, List<SpoolName> names, List<Path> foreign)
      throws IOException {
    SpoolName name = SpoolName.parse(nameOf(file)).orElse(null);
    if (name == null) foreign.add(file);
    else names.add(withWallTime(name, file, now));
  }

  private static SpoolName withWallTime(SpoolName name, Path file, HostTime now)
      throws IOException {
    boolean enough = name.saysWallTime() || name.isOfBoot(now.boot());
    return enough ? name : name.at(modifiedMillis(file));
  }

  /** 0 for a file that has gone. */
  private static long modifiedMillis(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /**
   * Folders are ours ({@code bad}); a link or a device is an event nobody can read, and shown so.
   */
  private static boolean isEvent(Path file) {
    return !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
  }

  private Path locate(String name) {
    Path here = dir.resolve(name);
    return Files.exists(here, LinkOption.NOFOLLOW_LINKS) ? here : whileFrozen.resolve(name);
  }

  /**
   * Milliseconds since the fact that a waiting file holds; empty for a name nobody of ours gave.
   */
  public OptionalLong ageOf(Path file, HostTime now) throws IOException {
    SpoolName name = SpoolName.parse(nameOf(file)).orElse(null);
    return name == null
        ? OptionalLong.empty()
        : OptionalLong.of(withWallTime(name, file, now).ageAt(now));
  }

  /**
   * Reads one event. Empty when there is none to read: the file has gone, or it was no event and
   * has been moved to {@code bad/}.
   */
  public Optional<SpooledEvent> read(Path file, String defaultHost) throws IOException {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) return Optional.empty();
        throw new MalformedSpoolFileException("expected a regular file");
      }
      long written = Math.max(0, modifiedMillis(file));
      return Optional.of(SpoolFile.parse(nameOf(file), bytes(file), written, defaultHost));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (MalformedSpoolFileException e) {
      quarantine(file, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      // One more than allowed, so that a file that is too long is seen to be.
      return in.readNBytes(SpoolFile.MAX_BYTES + 1);
    }
  }

  /** The broker has it: the file goes. */
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /** Puts a file that is no event, or that no broker takes, out of the way, where people see it. */
  public void quarantine(Path file, String why) throws IOException {
    Path bad = dir.resolve("bad");
    Files.createDirectories(bad);
    Files.move(file, bad.resolve(nameOf(file)), StandardCopyOption.REPLACE_EXISTING);
    log.error("{}: moved to {}, not sent: {}", nameOf(file), bad, why);
  }

  /** How many files nobody could send wait for a person. */
  public long badFiles() {
    Path bad = dir.resolve("bad");
    if (!Files.isDirectory(bad)) return 0;
    try (var files = Files.list(bad)) {
      return files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds a fact that the agent saw. When this returns, it survives a power cut. Writing the same
   * fact again is harmless, because its id is the same.
   */
  public void write(UnitEvent event, HostTime captured) throws IOException {
    String invocation = event.invocation() == null ? "x" : event.invocation();
    String name = SpoolName.format(captured, invocation, event.type().word());
    Path unfinished = dir.resolve('.' + name);
    try (FileChannel out =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(SpoolFile.format(event, captured));
      while (bytes.hasRemaining()) out.write(bytes);
      out.force(true);
    }
    Files.move(unfinished, dir.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(dir, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString();
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      log.warn("{}: the lock was not given back: {}", dir, e.getMessage());
    }
  }
}
