package dev.groundhog.producer.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Which units carry the hook: those with our drop-in, their template's, or every service's. Asked
 * anew each time, so that a unit installed a moment ago counts.
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
    return hasDropIn(unit) || hasDropIn(templateOf(unit)) || hasDropIn("service");
  }

  /** {@code worker@3.service} belongs to {@code worker@.service}. */
  private static String templateOf(String unit) {
    int at = unit.indexOf('@');
    int dot = unit.lastIndexOf('.');
    return at < 0 || dot < at ? unit : unit.substring(0, at + 1) + unit.substring(dot);
  }

  private boolean hasDropIn(String name) {
    return unitFolders.stream()
        .anyMatch(folder -> Files.isRegularFile(folder.resolve(name + ".d").resolve(DROP_IN)));
  }
}
