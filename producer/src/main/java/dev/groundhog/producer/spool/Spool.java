package dev.groundhog.producer.spool;

import static dev.groundhog.producer.spool.SpoolFolder.nameOf;

import dev.groundhog.events.UnitEvent;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
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
 * <p>Whoever watches the disk ({@link #probe}) keeps this from hanging: while the disk does not
 * answer, the spool consists of what is in memory, and what was to be deleted is deleted after the
 * thaw. Thread-safe: what touches the disk happens one thing after the other, on a thread of its
 * own.
 */
public final class Spool implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Spool.class);

  private final Path dir;
  private final Path whileFrozen;
  private final Disk disk;
  private final Notes notes;
  private final BadFolder bad;
  private final SpoolLock lock;

  /** Acknowledged while the disk was silent; at most what was on its way to the broker then. */
  private final Set<Path> toDelete = ConcurrentHashMap.newKeySet();

  private volatile int beyond;
  private volatile long badFiles;

  private Spool(Path dir, Path whileFrozen, Disk disk, SpoolLock lock) {
    this.dir = dir;
    this.whileFrozen = whileFrozen;
    this.disk = disk;
    this.lock = lock;
    notes = new Notes(dir);
    bad = new BadFolder(dir.resolve(SpoolFolder.BAD), BadFolder.MOST_FILES, BadFolder.MOST_BYTES);
  }

  /**
   * @param dir made if it is missing; only its owner may list it, everybody may pass to {@code
   *     notes/}
   * @param whileFrozen the spool on tmpfs; need not exist
   * @throws SpoolInUseException if another agent works on it
   * @throws IOException also if the directory belongs to a user who could forge events in it
   */
  public static Spool open(Path dir, Path whileFrozen) throws IOException {
    return open(dir, whileFrozen, new Disk(dir));
  }

  private static Spool open(Path dir, Path whileFrozen, Disk disk) throws IOException {
    SpoolFolder.prepare(dir);
    return new Spool(dir, whileFrozen, disk, SpoolLock.take(dir));
  }

  /**
   * Opens it once the disk answers; before that, even looking for the lock could hang for ever.
   *
   * @param limit how long the disk may take for a small write
   * @param meanwhile is told each time that it did not, or that it refused, which opening then
   *     does, too
   */
  public static Spool openWhenDiskAnswers(
      Path dir, Path whileFrozen, Duration limit, Consumer<DiskAnswer> meanwhile)
      throws IOException, InterruptedException {
    Disk disk = new Disk(dir);
    DiskAnswer answer = disk.probe(limit);
    for (; answer.kind() == DiskAnswer.Kind.SILENT; answer = disk.probe(limit)) {
      meanwhile.accept(answer);
    }
    if (answer.kind() == DiskAnswer.Kind.REFUSES) meanwhile.accept(answer);
    return open(dir, whileFrozen, disk);
  }

  /** The directories to watch for new files, whether they are there yet or not. */
  public List<Path> directories() {
    return List.of(dir, whileFrozen);
  }

  /** A file for the agent's own use, which no reader takes for an event. */
  public Path ownFile(String name) {
    return dir.resolve('.' + name);
  }

  /**
   * Events that wait, oldest first; names that nobody of ours gave come last, and after them some
   * notes, so that no number of notes delays what units do. Not all, if they are very many: see
   * {@link #beyond}. Dot files whose writer has gone are settled on the way.
   */
  public List<Path> pending(HostTime now) throws IOException {
    Pending pending = onDisk(now);
    if (Files.isDirectory(whileFrozen)) pending.addAll(whileFrozen);
    List<Path> listed = pending.oldest();
    beyond = pending.size() - listed.size();
    return listed;
  }

  private Pending onDisk(HostTime now) throws IOException {
    try {
      return disk.call(
          () -> {
            deleteAcknowledged();
            Pending pending = new Pending(now);
            pending.addAll(dir);
            return pending;
          });
    } catch (DiskSilentException e) {
      return new Pending(now); // what is in memory goes on
    }
  }

  /** How many files wait that the last {@link #pending} did not list. */
  public int beyond() {
    return beyond;
  }

  /**
   * Milliseconds since the fact that a waiting file holds; empty for a name nobody of ours gave,
   * and while the disk does not answer.
   */
  public OptionalLong ageOf(Path file, HostTime now) throws IOException {
    SpoolName name = SpoolName.parse(nameOf(file)).orElse(null);
    if (name == null) return OptionalLong.empty();
    if (name.saysWallTime() || name.isOfBoot(now.boot())) return OptionalLong.of(name.ageAt(now));
    try {
      long wall =
          isOnDisk(file) ? disk.call(() -> EventFile.modified(file)) : EventFile.modified(file);
      return OptionalLong.of(name.at(wall).ageAt(now));
    } catch (DiskSilentException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Reads one event. Empty when there is none to read now: the file has gone, or it was no event
   * and has been moved to {@code bad/}, or the disk does not answer.
   */
  public Optional<SpooledEvent> read(Path file, String defaultHost) throws IOException {
    Attempts<SpooledEvent> attempts = read(List.of(file), defaultHost);
    IOException trouble = attempts.troubles().get(file);
    if (trouble != null) throw trouble;
    return Optional.ofNullable(attempts.done().get(file));
  }

  /**
   * Reads many events with one visit to the disk's thread, which costs more than a read; files of
   * which there is nothing to read now are in neither map.
   */
  public Attempts<SpooledEvent> read(Collection<Path> files, String defaultHost)
      throws IOException {
    return each(files, file -> readNow(file, defaultHost).orElse(null), file -> {});
  }

  /**
   * @param silent told of each file that was not reached, because the disk does not answer
   */
  private <T> Attempts<T> each(Collection<Path> files, Attempts.Work<T> work, Consumer<Path> silent)
      throws IOException {
    Attempts<T> inMemory =
        Attempts.on(files.stream().filter(file -> !isOnDisk(file)).toList(), work);
    List<Path> slow = files.stream().filter(this::isOnDisk).toList();
    if (slow.isEmpty()) return inMemory;
    try {
      Attempts<T> onDisk = disk.call(() -> Attempts.on(slow, work));
      inMemory.add(onDisk);
    } catch (DiskSilentException e) {
      slow.forEach(silent);
    }
    return inMemory;
  }

  private Optional<SpooledEvent> readNow(Path file, String defaultHost) throws IOException {
    try {
      return Optional.of(EventFile.read(file, SpoolFolder.uid(dir), defaultHost));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (MalformedSpoolFileException e) {
      putAside(file, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private boolean isOnDisk(Path file) {
    return file.startsWith(dir);
  }

  /**
   * The broker has it: the file goes. While the disk does not answer, it goes after the thaw, and
   * is not listed until then.
   */
  public void delete(Path file) throws IOException {
    IOException trouble = delete(List.of(file)).get(file);
    if (trouble != null) throw trouble;
  }

  /**
   * The same for many, with one visit to the disk's thread.
   *
   * @return those that are still there, and why
   */
  public Map<Path, IOException> delete(Collection<Path> files) throws IOException {
    return each(files, Files::deleteIfExists, toDelete::add).troubles();
  }

  private void deleteAcknowledged() throws IOException {
    for (Path file : Set.copyOf(toDelete)) {
      Files.deleteIfExists(file);
      toDelete.remove(file);
    }
  }

  /** Puts a file that is no event, or that no broker takes, out of the way, where people see it. */
  public void quarantine(Path file, String why) throws IOException {
    disk.call(
        () -> {
          putAside(file, why);
          return true;
        });
  }

  private void putAside(Path file, String why) throws IOException {
    bad.put(file, nameOf(file));
    log.error(
        "{}: moved to {}, not sent: {}",
        Plain.name(nameOf(file)),
        dir.resolve(SpoolFolder.BAD),
        why);
  }

  /** How many files nobody could send wait for a person; the last known number if unreadable. */
  public long badFiles() {
    try {
      badFiles = disk.call(bad::count);
    } catch (IOException e) {
      log.debug("bad/ cannot be counted", e);
    }
    return badFiles;
  }

  /**
   * Adds a fact that the agent saw. When this returns, it survives a power cut; if the disk does
   * not take it, it is in memory, as what hooks write then. Writing the same fact again is
   * harmless, because its id is the same.
   */
  public void write(UnitEvent event, HostTime captured) throws IOException {
    // Two units can give up in one millisecond.
    String unit = Integer.toUnsignedString(String.valueOf(event.unit()).hashCode(), 36);
    write(event, captured, event.invocation() == null ? 'x' + unit : event.invocation());
  }

  /**
   * @param token makes the name unique, in place of an invocation: digits and small letters, 40 at
   *     most
   */
  public void write(UnitEvent event, HostTime captured, String token) throws IOException {
    String name = SpoolName.format(captured, token, event.type().word());
    byte[] content = SpoolWriter.format(SpooledEvent.of(event, captured));
    try {
      disk.call(() -> commit(dir, name, content));
    } catch (IOException e) {
      commitInMemory(name, content, e);
    }
  }

  private void commitInMemory(String name, byte[] content, IOException why) throws IOException {
    try {
      Files.createDirectories(whileFrozen, SpoolFolder.PRIVATE);
      commit(whileFrozen, name, content);
    } catch (IOException e) {
      why.addSuppressed(e);
      throw why;
    }
  }

  private static boolean commit(Path to, String name, byte[] content) throws IOException {
    SpoolFolder.commit(to, name, content);
    return true;
  }

  // For whoever keeps the spool within bounds.

  /** Asks the disk for a small write; see {@link DiskAnswer}. Called by one thread at a time. */
  public DiskAnswer probe(Duration limit) throws InterruptedException {
    return disk.probe(limit);
  }

  /** Shows each file that waits on the disk, in no order. */
  public void eachOnDisk(Consumer<Waiting> what) throws IOException {
    disk.call(
        () -> {
          Waiting.each(dir, what);
          return true;
        });
  }

  /** Shows each file that waits in memory, in no order. */
  public void eachInMemory(Consumer<Waiting> what) throws IOException {
    if (Files.isDirectory(whileFrozen)) Waiting.each(whileFrozen, what);
  }

  /** Bytes that the disk's file system still has for us. */
  public long freeBytes() throws IOException {
    return disk.call(
        () -> {
          FileStore store = Files.getFileStore(dir);
          return store.getUsableSpace();
        });
  }

  /**
   * Writes an event anew without its tail, under the same name.
   *
   * @return whether it had one and still waited
   */
  public boolean dropTail(Path file, String why) throws IOException {
    return isOnDisk(file)
        ? disk.call(() -> EventFile.dropTail(file, why))
        : EventFile.dropTail(file, why);
  }

  /**
   * Takes notes of users in, until the folder has been read to its end or the time is up; the next
   * call goes on where this one stopped.
   */
  public void takeNotes(HostTime now, Duration within) throws IOException {
    long end = System.nanoTime() + within.toNanos();
    while (disk.call(() -> notes.takeNext(now)) && System.nanoTime() < end) {
      // One at a time, so that others get at the disk in between.
    }
  }

  /** Moves what waits in memory to the disk, where it survives a reboot; the oldest first. */
  public int moveHome(List<Path> files) throws IOException {
    int moved = 0;
    for (Path file : files) {
      if (disk.call(() -> EventFile.move(file, dir))) moved++;
    }
    return moved;
  }

  /**
   * Mends what others have done to the directory since it was opened.
   *
   * @throws SpoolInUseException if the directory was made anew and another agent was quicker
   * @throws ReadOnlyAnewException if it was made anew where this process cannot write
   */
  public void mend() throws IOException {
    disk.call(
        () -> {
          boolean anew = lock.isLost();
          try {
            SpoolFolder.prepare(dir);
          } catch (IOException e) {
            throw anew ? new ReadOnlyAnewException(dir, e) : e;
          }
          lock.mend();
          return true;
        });
  }

  @Override
  public void close() {
    // Closing a file needs no answer of the disk; a thread that waits for one is left alone.
    disk.close();
    lock.close();
  }
}
