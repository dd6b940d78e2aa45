package dev.groundhog.producer.install;

import dev.groundhog.producer.journal.DropInFolders;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has to change, given what is there. Pure. Changes stand in the order in which they may be
 * made while systemd could reload at any moment: no unit is hooked in between that shall not be.
 */
final class Plan {
  static final String EVERY_SERVICE = "service";

  private Plan() {}

  /** Units named by a person: that wins over any mask. */
  static List<Change> install(Collection<String> units, String text, Map<String, Content> present) {
    Content wanted = Content.dropIn(text);
    return units.stream().map(u -> new Change(u, present.get(u), wanted, "")).toList();
  }

  /**
   * Every service, but those left out. What a person has said of a unit by name, stays.
   *
   * @param leftOut why, by folder
   */
  static List<Change> installAll(
      String text, Map<String, String> leftOut, Map<String, Content> present) {
    List<Change> changes = new ArrayList<>();
    new TreeMap<>(leftOut)
        .forEach(
            (folder, why) -> {
              Content is = present.get(folder);
              boolean byName = is != null && !is.mask();
              changes.add(
                  byName
                      ? new Change(folder, is, is, "installed by name")
                      : new Change(folder, is, Content.MASK, why));
            });
    Content is = present.get(EVERY_SERVICE);
    changes.add(new Change(EVERY_SERVICE, is, Content.dropIn(text), "every service"));
    return changes;
  }

  /** Afterwards no hook runs in these units: a unit that would still be covered is masked. */
  static List<Change> uninstall(Collection<String> units, Map<String, Content> present) {
    return units.stream()
        .map(
            unit ->
                isCoveredByMore(unit, present)
                    ? new Change(unit, present.get(unit), Content.MASK, "left out of the others")
                    : new Change(unit, present.get(unit), null, ""))
        .toList();
  }

  private static boolean isCoveredByMore(String unit, Map<String, Content> present) {
    for (String folder : DropInFolders.of(unit)) {
      Content is = folder.equals(unit) ? null : present.get(folder);
      if (is != null) return !is.mask();
    }
    return false;
  }

  /** No trace is left. */
  static List<Change> uninstallAll(Map<String, Content> present) {
    List<Change> changes = new ArrayList<>();
    Map<String, Content> rest = new TreeMap<>(present);
    Content every = rest.remove(EVERY_SERVICE);
    if (every != null) changes.add(new Change(EVERY_SERVICE, every, null, ""));
    rest.forEach((folder, is) -> changes.add(new Change(folder, is, null, "")));
    return changes;
  }
}
