package dev.groundhog.producer.install;

import dev.groundhog.producer.journal.WatchedUnits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The administrator's folder of units, {@code /etc/systemd/system}, and our files in it. */
final class UnitFolder {
  private static final Path NOTHING = Path.of("/dev/null");

  private final Path folder;

  /**
   * @param root {@code /}, or where a host's files are mounted
   */
  UnitFolder(Path root) {
    this.folder = root.resolve("etc/systemd/system");
  }

  Path file(String unit) {
    return dropInsOf(unit).resolve(WatchedUnits.DROP_IN);
  }

  private Path dropInsOf(String unit) {
    return folder.resolve(unit + ".d");
  }

  /** What is there of ours, by unit or group of units. */
  Map<String, Content> present() throws IOException {
    Map<String, Content> present = new TreeMap<>();
    if (!Files.isDirectory(folder)) return present;
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, "*service.d")) {
      for (Path dropIns : folders) {
        String name = dropIns.getFileName().toString();
        String unit = name.substring(0, name.length() - ".d".length());
        Content content = content(file(unit));
        if (content != null) present.put(unit, content);
      }
    }
    return present;
  }

  private static @Nullable Content content(Path file) throws IOException {
    if (Files.isSymbolicLink(file) && Files.readSymbolicLink(file).equals(NOTHING)) {
      return Content.MASK;
    }
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) return null;
    return Content.dropIn(Files.readString(file));
  }

  /**
   * Brings a file into its wanted state, in one step: systemd may reload at any time.
   *
   * @return false if nothing had to be done
   */
  boolean make(Change change) throws IOException {
    if (!change.changesSomething()) return false;
    Path file = file(change.folder());
    // Not ending in .conf, so that systemd never reads it.
    Path unfinished = file.resolveSibling(WatchedUnits.DROP_IN + ".new");
    Content after = change.after();
    if (after == null) {
      Files.deleteIfExists(file);
      Files.deleteIfExists(unfinished);
      removeIfEmpty(dropInsOf(change.folder()));
      return true;
    }
    Files.createDirectories(dropInsOf(change.folder()));
    Files.deleteIfExists(unfinished);
    if (after.mask()) Files.createSymbolicLink(unfinished, NOTHING);
    else Files.writeString(unfinished, after.text(), StandardCharsets.UTF_8);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  private static void removeIfEmpty(Path dropIns) throws IOException {
    try {
      Files.deleteIfExists(dropIns);
    } catch (DirectoryNotEmptyException | NoSuchFileException e) {
      // Somebody else's drop-ins stay.
    }
  }
}
