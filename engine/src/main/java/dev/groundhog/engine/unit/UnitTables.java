package dev.groundhog.engine.unit;

import dev.groundhog.engine.MemoryTable;
import dev.groundhog.engine.Table;
import dev.groundhog.engine.suspect.Traits;
import java.time.Instant;

/**
 * What a unit desk remembers.
 *
 * @param incidents by family and incident
 * @param parts by incident, host and unit
 * @param causes by incident and fingerprint
 * @param causeHosts by incident, fingerprint and host: which hosts were counted for a cause
 * @param recents by family, host and unit
 * @param sights by family, host and unit: what was seen of units that have a row in recents. Apart
 *     from it, because it changes every minute and tails are long
 * @param known by family and host: where the family exists
 * @param families by family
 * @param crashTraits by incident: what labels its hosts have
 * @param crashLabels by incident and host
 * @param agenda what is due when
 * @param progress by partition: up to when its host desk has judged everything
 */
public record UnitTables(
    Table<IncidentRow> incidents,
    Table<Rows.Part> parts,
    Table<Rows.CauseRow> causes,
    Table<String> causeHosts,
    Table<Rows.Recent> recents,
    Table<Evidence> sights,
    Table<Rows.KnownHost> known,
    Table<Rows.Family> families,
    Table<Traits> crashTraits,
    Table<Rows.Labels> crashLabels,
    Table<String> agenda,
    Table<Instant> progress) {

  /** All in memory. */
  public static UnitTables inMemory() {
    return new UnitTables(
        new MemoryTable<>(),
        new MemoryTable<>(),
        new MemoryTable<>(),
        new MemoryTable<>(),
        new MemoryTable<>(),
        new MemoryTable<>(),
        new MemoryTable<>(),
        new MemoryTable<>(),
        new MemoryTable<>(),
        new MemoryTable<>(),
        new MemoryTable<>(),
        new MemoryTable<>());
  }
}
