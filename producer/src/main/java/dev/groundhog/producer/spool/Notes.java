package dev.groundhog.producer.spool;

import static dev.groundhog.producer.spool.SpoolFolder.nameOf;

import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what users dropped into {@code notes/} into the spool, one at a time.
 *
 * <p>Whatever is there may have been put there by somebody who means harm. So it is first renamed
 * into a folder of our own: from then on nobody but us can put something else in its place, and
 * what is found out about it stays true. A note that is fit is written anew, as a file of our own
 * that says whose it was, so nobody can change it afterwards either. A kill in between makes the
 * same file again, under the same name.
 *
 * <p>Nothing here opens anything but a regular file, and nobody's flood of files makes one call
 * take long: the folder is read on where the last call stopped. Not thread-safe.
 */
final class Notes implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Notes.class);

  /** Four times what {@code groundhog-tee} collects. */
  static final int MAX_BYTES = 64 * 1024;

  /** Of refused notes; a folder of their own, so that no user can push out the files in bad/. */
  private static final int MOST_BAD_FILES = 100;

  private static final long MOST_BAD_BYTES = 1024 * 1024;
  private static final Pattern LABEL_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private static final Duration UNFINISHED_IS_OLD = Duration.ofHours(1);

  private final Path dir;
  private final Path notes;
  private final Path claimed;
  private final BadFolder bad;
  private final UserNames users = new UserNames();
  private final Rarely complaints = new Rarely();
  private @Nullable DirectoryStream<Path> open;
  private @Nullable Iterator<Path> rest;

  /** What a kill or a full disk left half-way comes first. */
  private boolean inClaimed = true;

  Notes(Path dir) {
    this.dir = dir;
    notes = dir.resolve(SpoolFolder.NOTES);
    claimed = dir.resolve(SpoolFolder.CLAIMED);
    bad =
        new BadFolder(
            dir.resolve(SpoolFolder.BAD).resolve(SpoolFolder.NOTES),
            MOST_BAD_FILES,
            MOST_BAD_BYTES);
  }

  /**
   * Looks at the next entry of the folder and takes it, refuses it, or leaves it alone.
   *
   * @return whether there was one; after the last comes false, and then the first again
   */
  boolean takeNext(HostTime now) throws IOException, InterruptedException {
    try {
      Iterator<Path> entries = entries();
      if (!entries.hasNext()) {
        end();
        if (!inClaimed) return false;
        inClaimed = false;
        return true;
      }
      Path entry = entries.next();
      if (entry.startsWith(claimed)) {
        take(entry, nameOf(entry), now);
      } else {
        look(entry, now);
      }
      return true;
    } catch (DirectoryIteratorException e) {
      end();
      throw e.getCause();
    } catch (NoSuchFileException e) {
      return true; // taken back by its owner, or the folder was removed
    }
  }

  @SuppressWarnings("StreamResourceLeak") // read on by later calls, closed by end()
  private Iterator<Path> entries() throws IOException {
    Iterator<Path> entries = rest;
    if (entries != null) return entries;
    DirectoryStream<Path> opened = Files.newDirectoryStream(inClaimed ? claimed : notes);
    open = opened;
    entries = opened.iterator();
    rest = entries;
    return entries;
  }

  private void end() throws IOException {
    DirectoryStream<Path> ends = open;
    open = null;
    rest = null;
    if (ends != null) ends.close();
  }

  /** An entry of the drop folder, over which its owner still has power. */
  private void look(Path entry, HostTime now) throws IOException, InterruptedException {
    String name = nameOf(entry);
    if (name.startsWith(".")) {
      sweep(entry, now);
      return;
    }
    if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
      removeFolder(entry, now);
      return;
    }
    boolean wellNamed = SpoolName.parse(name).filter(n -> n.type().equals("note")).isPresent();
    Path ours = claimed.resolve(wellNamed ? name : "odd-" + digest(name));
    Files.move(entry, ours, StandardCopyOption.ATOMIC_MOVE);
    if (wellNamed) take(ours, name, now);
    else refuse(ours, name, "no name of a note", now);
  }

  /** Somebody's unfinished note; its owner may have been killed. */
  private static void sweep(Path entry, HostTime now) throws IOException {
    long since = Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS).toMillis();
    if (now.wallMillis() - since < UNFINISHED_IS_OLD.toMillis()) return;
    if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) Files.deleteIfExists(entry);
  }

  /** A folder with something in it is its owner's business; it is in nobody's way. */
  private void removeFolder(Path entry, HostTime now) throws IOException {
    try {
      Files.delete(entry);
      complain(nameOf(entry), "a folder; removed", now);
    } catch (DirectoryNotEmptyException e) {
      complain(nameOf(entry), "a folder that is not empty; left alone", now);
    }
  }

  /** A file that nobody but us can move any more. */
  private void take(Path ours, String name, HostTime now) throws IOException, InterruptedException {
    Inode is = Inode.of(ours);
    Optional<String> wrong = wrong(is);
    if (wrong.isPresent()) {
      refuse(ours, name, wrong.get(), now);
      return;
    }
    int uid = is.uid();
    try {
      byte[] content = EventFile.bytes(ours, MAX_BYTES);
      if (content.length > MAX_BYTES)
        throw new MalformedSpoolFileException("grew while it was read");
      long written = Math.max(0, EventFile.modified(ours));
      String id = "n" + digest(uid + "/" + name);
      SpooledEvent note =
          note(SpoolFile.parse(name, content, written, SpoolFile.NO_HOST), uid, ours);
      SpoolFolder.commit(
          dir, SpoolName.format(note.captured(), id, "note"), SpoolWriter.format(note));
      Files.delete(ours);
    } catch (MalformedSpoolFileException | IllegalArgumentException e) {
      refuse(ours, name, String.valueOf(e.getMessage()), now);
    } catch (FileSystemException e) {
      // Not readable: whoever wrote it kept it to himself.
      if (Files.isReadable(ours)) {
        end();
        inClaimed = true; // a full disk, most likely: once more, later
        throw e;
      }
      refuse(ours, name, "not readable", now);
    }
  }

  private static Optional<String> wrong(Inode is) {
    if (!is.isRegularFile()) return Optional.of("no regular file");
    if (is.names() != 1) return Optional.of("it has other names, too");
    if (is.size() > MAX_BYTES) {
      return Optional.of("expected at most %d bytes, found %s".formatted(MAX_BYTES, is.size()));
    }
    return Optional.empty();
  }

  private SpooledEvent note(SpooledEvent said, int uid, Path ours)
      throws MalformedSpoolFileException, IOException, InterruptedException {
    UnitEvent event = said.event();
    if (event.type() != EventType.NOTE) {
      throw new MalformedSpoolFileException("type: expected note, found " + event.type().word());
    }
    boolean trusted = uid == 0 || uid == SpoolFolder.uid(dir);
    Map<String, String> labels = new TreeMap<>(event.labels());
    // Values are cleaned and masked before they leave the host; a name is either plain or nothing.
    labels.keySet().removeIf(name -> !LABEL_NAME.matcher(name).matches());
    labels.put("user", users.ownerOf(ours, uid));
    UnitEvent note =
        UnitEventBuilder.builder(event)
            .host(trusted ? event.host() : SpoolFile.NO_HOST)
            .invocation(null)
            .labels(labels)
            .build();
    return new SpooledEvent(
        note, SpoolName.inBounds(said.captured()), said.body(), said.lines(), null, null);
  }

  private void refuse(Path ours, String name, String why, HostTime now) throws IOException {
    Inode is = Inode.of(ours);
    if (wrong(is).isPresent()) {
      // A link, a pipe, a gigabyte: nothing in it that could help a person.
      Files.delete(ours);
      complain(name, why + "; removed", now);
      return;
    }
    bad.put(ours, nameOf(ours));
    complain(name, why + "; moved to bad/notes", now);
  }

  private void complain(String name, String why, HostTime now) {
    long held = complaints.pass(now.uptimeMillis());
    if (held < 0) return;
    String others = held == 0 ? "" : " (" + held + " more since the last such line)";
    log.warn("notes/{}: not taken: {}{}", Plain.name(name), Plain.name(why), others);
  }

  /** 24 hex digits of SHA-256: enough that no two notes share a name. */
  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  @Override
  public void close() {
    users.close();
    try {
      end();
    } catch (IOException e) {
      log.debug("notes/ not closed", e);
    }
  }
}
