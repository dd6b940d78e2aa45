package dev.groundhog.producer.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which units are watched: those that carry the hook, and those that {@code watch.units} names.
 * Asked anew each time, so that a unit installed a moment ago counts.
 *
 * <p>A unit carries the hook if systemd would read our drop-in for it: from a folder of its own, of
 * a truncated prefix ({@code chat-.service.d}), of its template, or of every service. Of several
 * files of the same name the first counts, in systemd's order; a link to {@code /dev/null} or an
 * empty file there takes the unit out. Source: {@code unit_file_find_dropin_paths} in systemd's
 * dropin.c, systemd.unit(5).
 */
public final class WatchedUnits {
  /** The drop-in's file name; the same in every folder, so that one can mask another. */
  public static final String DROP_IN = "50-groundhog.conf";

  private static final String SUFFIX = ".service";

  private final List<Path> unitFolders;
  private final UnitGlobs globs;

  /**
   * @param unitFolders where systemd looks for drop-ins, the strongest first, such as {@code
   *     /etc/systemd/system}
   * @param globs units that are watched without the hook
   */
  public WatchedUnits(List<Path> unitFolders, UnitGlobs globs) {
    this.unitFolders = List.copyOf(unitFolders);
    this.globs = globs;
  }

  /** The folders of the system's own manager. Source: systemd.unit(5). */
  public static WatchedUnits ofThisHost(UnitGlobs globs) {
    return new WatchedUnits(
        List.of(
            Path.of("/etc/systemd/system"),
            Path.of("/run/systemd/system"),
            Path.of("/usr/local/lib/systemd/system"),
            Path.of("/usr/lib/systemd/system"),
            Path.of("/lib/systemd/system")),
        globs);
  }

  /** Whether the unit is watched in either way. */
  public boolean contains(String unit) {
    return hasHook(unit) || globs.matches(unit);
  }

  /** Whether the unit is watched, but by the journal alone. */
  public boolean byJournalAlone(String unit) {
    return globs.matches(unit) && !hasHook(unit);
  }

  /** Whether systemd calls the hook for it. */
  public boolean hasHook(String unit) {
    if (unit.indexOf('/') >= 0 || !unit.endsWith(SUFFIX)) return false;
    List<String> names = DropInFolders.of(unit);
    List<String> own = names.subList(0, names.size() - 1);
    return isNoMask(firstOf(own).or(() -> firstOf(List.of(DropInFolders.EVERY_SERVICE))));
  }

  /** The file that counts: systemd's folders in their order, in each the most specific name. */
  private Optional<Path> firstOf(List<String> names) {
    return unitFolders.stream()
        .flatMap(folder -> names.stream().map(name -> folder.resolve(name + ".d").resolve(DROP_IN)))
        .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
        .findFirst();
  }

  private static boolean isNoMask(Optional<Path> found) {
    try {
      Path file = found.orElse(null);
      return file != null && Files.isRegularFile(file) && Files.size(file) > 0;
    } catch (IOException e) {
      return false;
    }
  }
}
