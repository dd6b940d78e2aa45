package dev.groundhog.engine.unit;

import dev.groundhog.engine.Keys;
import dev.groundhog.engine.suspect.Suspects;
import dev.groundhog.engine.suspect.Traits;
import dev.groundhog.engine.unit.Rows.Labels;
import dev.groundhog.events.Alert;
import java.util.List;
import java.util.Map;

/**
 * What labels an incident's hosts crash with, and what is suspicious about that. A host counts with
 * the labels of its newest crash: one that was rolled back and crashes all the same speaks against
 * the version.
 */
final class CrashLabels {
  private final UnitTables tables;
  private final KnownHosts known;

  CrashLabels(UnitTables tables, KnownHosts known) {
    this.tables = tables;
    this.known = known;
  }

  /** A host of the incident crashed with these labels. */
  void add(IncidentRow row, String host, Map<String, String> labels) {
    String key = Keys.of(row.id(), host);
    Labels before = tables.crashLabels().get(key);
    if (before != null && before.labels().equals(labels)) return;
    Traits traits = traits(row);
    if (before != null) traits = traits.minus(before.labels(), true);
    tables.crashLabels().put(key, new Labels(labels));
    tables.crashTraits().put(row.id(), traits.plus(labels, true));
  }

  /** The best suspects as things stand. */
  List<Alert.Suspect> suspects(IncidentRow row) {
    return Suspects.of(
        traits(row),
        known.healthy(row.family()),
        known.changedLately(row.family(), row.firstCrashAt()));
  }

  void forget(IncidentRow row) {
    tables.crashTraits().delete(row.id());
    for (var entry : tables.crashLabels().withPrefix(Keys.prefix(row.id()))) {
      tables.crashLabels().delete(entry.getKey());
    }
  }

  private Traits traits(IncidentRow row) {
    Traits traits = tables.crashTraits().get(row.id());
    return traits == null ? Traits.NONE : traits;
  }
}
