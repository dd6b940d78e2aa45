package dev.groundhog.producer.install;

import dev.groundhog.producer.journal.DropInFolders;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which units {@code install --all} leaves out, and why. Pure.
 *
 * <p>Three kinds: those of a list; what a timer starts, because a job that fails is no crash loop;
 * and those with {@code DefaultDependencies=no}, because they run before the file systems are
 * mounted and would spool into what is covered up a moment later.
 */
final class LeftOut {
  /** Never watched, whatever a list says: watching them would feed on itself. */
  static final List<String> OURS = List.of("groundhog-*.service");

  private LeftOut() {}

  /**
   * Folders to mask, and why.
   *
   * @param patterns of a list or an option: unit names, with {@code *} for anything
   * @param units texts of the host's services and timers by name
   */
  static Map<String, String> of(List<String> patterns, Map<String, String> units) {
    Map<String, String> folders = new TreeMap<>();
    List<String> all = new ArrayList<>(OURS);
    all.addAll(patterns);
    for (String pattern : all) {
      String why = pattern.startsWith("groundhog-") ? "our own" : "on the list";
      for (String folder : folders(UnitNames.full(pattern), units))
        folders.putIfAbsent(folder, why);
    }
    units.forEach(
        (name, text) -> {
          if (name.endsWith(".timer"))
            addIfNew(folders, startedBy(name, text), "started by a timer");
          else if (isEarly(text)) addIfNew(folders, name, "runs before the disks are there");
        });
    return folders;
  }

  /** A prefix or a template is masked as a whole; it then holds for units of later too. */
  private static List<String> folders(String pattern, Map<String, String> units) {
    if (pattern.indexOf('*') < 0) return List.of(pattern);
    String prefix = pattern.substring(0, pattern.indexOf('*'));
    if (pattern.equals(prefix + "*.service") && prefix.matches("[^@]+-")) {
      return List.of(prefix + ".service", prefix + "@.service");
    }
    if (pattern.equals(prefix + "*.service") && prefix.endsWith("@")) {
      return List.of(prefix + ".service");
    }
    PathMatcher glob =
        FileSystems.getDefault().getPathMatcher("glob:" + pattern.replace("\\", "\\\\"));
    return units.keySet().stream()
        .filter(name -> name.endsWith(".service") && glob.matches(Path.of(name)))
        .toList();
  }

  private static void addIfNew(Map<String, String> folders, String unit, String why) {
    if (!unit.endsWith(".service")) return;
    boolean covered = DropInFolders.of(unit).stream().anyMatch(folders::containsKey);
    if (!covered) folders.put(unit, why);
  }

  /** {@code Unit=}, or the service of the same name. Source: systemd.timer(5). */
  private static String startedBy(String timer, String text) {
    String sameName = timer.substring(0, timer.length() - "timer".length()) + "service";
    return UnitFiles.value(text, "Unit").filter(u -> u.indexOf('%') < 0).orElse(sameName);
  }

  private static boolean isEarly(String text) {
    return UnitFiles.value(text, "DefaultDependencies")
        .map(value -> value.matches("no|false|off|0|n|f"))
        .orElse(false);
  }
}
