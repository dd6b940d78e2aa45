package dev.groundhog.producer.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
    Set<String> names = new LinkedHashSet<>();
    addNames(unit.substring(0, unit.length() - SUFFIX.length()), names);
    for (Path folder : unitFolders) {
      for (String name : names) {
        Path dropIn = folder.resolve(name + SUFFIX + ".d").resolve(DROP_IN);
        if (exists(dropIn)) return isNoMask(dropIn);
      }
    }
    for (Path folder : unitFolders) {
      Path dropIn = folder.resolve("service.d").resolve(DROP_IN);
      if (exists(dropIn)) return isNoMask(dropIn);
    }
    return false;
  }

  /**
   * {@code a-b@x}: itself, its template {@code a-b@}, then the same of {@code a-}, the most
   * specific first.
   */
  private static void addNames(String name, Set<String> names) {
    names.add(name);
    int at = name.indexOf('@');
    String instance = at < 0 ? "" : name.substring(at);
    if (instance.length() > 1) addNames(name.substring(0, at + 1), names);
    for (String prefix : prefixes(at < 0 ? name : name.substring(0, at))) {
      names.add(prefix + instance);
      if (instance.length() > 1) names.add(prefix + '@');
    }
  }

  /** {@code a-b-c}: {@code a-b-}, {@code a-}. */
  private static List<String> prefixes(String name) {
    List<String> prefixes = new ArrayList<>();
    int end = name.length() - (name.endsWith("-") ? 1 : 0);
    for (int dash = name.lastIndexOf('-', end - 1);
        dash > 0;
        dash = name.lastIndexOf('-', dash - 1)) {
      prefixes.add(name.substring(0, dash + 1));
    }
    return prefixes;
  }

  private static boolean exists(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isNoMask(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) > 0;
    } catch (IOException e) {
      return false;
    }
  }
}
