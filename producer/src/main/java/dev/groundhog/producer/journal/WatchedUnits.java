package dev.groundhog.producer.journal;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Which units carry the hook: those whose most specific {@code 50-groundhog.conf} is a drop-in and
 * no mask (a link to {@code /dev/null}). Asked anew each time, so that a unit installed a moment
 * ago counts.
 */
public final class WatchedUnits {
  /** The drop-in's file name; the same in every folder, so that one can mask another. */
  public static final String DROP_IN = "50-groundhog.conf";

  private final List<Path> unitFolders;

  /**
   * @param unitFolders where systemd looks for drop-ins, such as {@code /etc/systemd/system}
   */
  public WatchedUnits(List<Path> unitFolders) {
    this.unitFolders = List.copyOf(unitFolders);
  }

  /** The folders of the system's own manager. Source: systemd.unit(5). */
  public static WatchedUnits ofThisHost() {
    return new WatchedUnits(
        List.of(
            Path.of("/etc/systemd/system"),
            Path.of("/run/systemd/system"),
            Path.of("/usr/lib/systemd/system")));
  }

  public boolean contains(String unit) {
    if (unit.indexOf('/') >= 0) return false;
    for (String name : DropInFolders.of(unit)) {
      for (Path folder : unitFolders) {
        Path dropIn = folder.resolve(name + ".d").resolve(DROP_IN);
        if (Files.exists(dropIn, LinkOption.NOFOLLOW_LINKS)) return Files.isRegularFile(dropIn);
      }
    }
    return false;
  }
}
