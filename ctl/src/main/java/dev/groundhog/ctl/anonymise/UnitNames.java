package dev.groundhog.ctl.anonymise;

import dev.groundhog.engine.signal.NoteFamily;
import dev.groundhog.engine.signal.UnitFamily;
import java.util.Set;
import java.util.TreeSet;

/**
 * Units under other names, of the same structure: {@code worker@3.service} becomes {@code
 * unit-2@1.service}. Units of one family stay of one family, and units of two stay of two.
 */
final class UnitNames {
  /** systemd.unit(5); what else stands behind the last dot may be a name. */
  private static final Set<String> SUFFIXES =
      Set.of(
          ".service",
          ".socket",
          ".timer",
          ".mount",
          ".automount",
          ".path",
          ".target",
          ".scope",
          ".slice",
          ".device",
          ".swap");

  private static final String NOTE = "note:";
  private static final String UNTITLED = NoteFamily.of(null, null);

  private final Pseudonyms units = new Pseudonyms("unit");
  private final Pseudonyms instances = new Pseudonyms("");
  private final Pseudonyms notes = new Pseudonyms("note");
  private final Set<String> families = new TreeSet<>();

  /** A unit, or a unit family. */
  String unit(String unit) {
    String family = UnitFamily.of(unit);
    families.add(family);
    int at = unit.indexOf('@');
    if (at < 0 || (family.equals(unit) && unit.indexOf("@.") != at)) return whole(unit);
    int dot = unit.lastIndexOf('.');
    String instance = unit.substring(at + 1, dot);
    return template(family)
        + (instance.isEmpty() ? "" : instances.of(instance).substring(1))
        + suffix(unit);
  }

  private String template(String family) {
    return units.of(known(family)) + '@';
  }

  private String whole(String unit) {
    return units.of(known(unit)) + suffix(unit);
  }

  /** What the number stands for: without a suffix that is shown anyway. */
  static String known(String unit) {
    String suffix = realSuffix(unit);
    return unit.substring(0, unit.length() - suffix.length());
  }

  private static String suffix(String unit) {
    String suffix = realSuffix(unit);
    if (!suffix.isEmpty()) return suffix;
    // So that a template of it is one, too.
    return unit.indexOf('@') < 0 ? "" : ".other";
  }

  private static String realSuffix(String unit) {
    int dot = unit.lastIndexOf('.');
    String suffix = dot < 0 ? "" : unit.substring(dot);
    return SUFFIXES.contains(suffix) ? suffix : "";
  }

  /** The family of notes without a unit, {@code note:nightly-backup}: {@code note:note-1}. */
  String noteFamily(String family) {
    families.add(family);
    return family.equals(UNTITLED) ? family : NOTE + note(family);
  }

  /** A title for notes of this family, from which the engine makes {@link #noteFamily}. */
  String note(String family) {
    return family.equals(UNTITLED) ? "-" : notes.of(family);
  }

  /** What the rules judge by, under its new name. */
  String family(String family) {
    return family.startsWith(NOTE) ? noteFamily(family) : unit(family);
  }

  /** All families that were met so far, under their real names. */
  Set<String> families() {
    return new TreeSet<>(families);
  }
}
