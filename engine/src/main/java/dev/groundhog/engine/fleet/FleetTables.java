package dev.groundhog.engine.fleet;

import dev.groundhog.engine.MemoryTable;
import dev.groundhog.engine.Table;

/**
 * What the fleet desk remembers: of incidents that are not closed, and of a few for some days more.
 *
 * @param members by unit incident
 * @param axes by axis and unit incident: its family; open ones only
 * @param larger by larger incident
 * @param onAxis by axis: the larger incident of it that is not closed
 * @param parts by larger incident and unit incident
 * @param agenda when a closed unit incident is forgotten
 */
public record FleetTables(
    Table<Member> members,
    Table<String> axes,
    Table<Larger> larger,
    Table<String> onAxis,
    Table<Part> parts,
    Table<String> agenda) {

  /** All in memory. */
  public static FleetTables inMemory() {
    return new FleetTables(
        new MemoryTable<>(),
        new MemoryTable<>(),
        new MemoryTable<>(),
        new MemoryTable<>(),
        new MemoryTable<>(),
        new MemoryTable<>());
  }
}
