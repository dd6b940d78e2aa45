package dev.groundhog.producer.install;

import dev.groundhog.producer.journal.WatchedUnits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;

/** The administrator's folder of units, {@code /etc/systemd/system}, and our drop-ins in it. */
final class UnitFolder {
  private final Path folder;

  /**
   * @param root {@code /}, or where a host's files are mounted
   */
  UnitFolder(Path root) {
    this.folder = root.resolve("etc/systemd/system");
  }

  Path dropIn(String unit) {
    return folder.resolve(unit + ".d").resolve(WatchedUnits.DROP_IN);
  }

  /** Writes a drop-in; false if the same was there already. */
  boolean write(String unit, String text) throws IOException {
    Path file = dropIn(unit);
    if (Files.isRegularFile(file) && Files.readString(file).equals(text)) return false;
    Files.createDirectories(file.getParent());
    // Not ending in .conf until it is whole: systemd may reload at any time.
    Path unfinished = file.resolveSibling(WatchedUnits.DROP_IN + ".new");
    Files.writeString(
        unfinished,
        text,
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  /** Removes a drop-in, and its folder if nothing else is in it; false if there was none. */
  boolean remove(String unit) throws IOException {
    Path file = dropIn(unit);
    boolean was = Files.deleteIfExists(file);
    try {
      Files.deleteIfExists(file.getParent());
    } catch (DirectoryNotEmptyException e) {
      // Somebody else's drop-ins stay.
    }
    return was;
  }

  /** The units that have our drop-in. */
  Set<String> installed() throws IOException {
    Set<String> units = new TreeSet<>();
    if (!Files.isDirectory(folder)) return units;
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, "*.d")) {
      for (Path dropIns : folders) {
        String name = dropIns.getFileName().toString();
        String unit = name.substring(0, name.length() - ".d".length());
        if (Files.isRegularFile(dropIn(unit))) units.add(unit);
      }
    }
    return units;
  }
}
