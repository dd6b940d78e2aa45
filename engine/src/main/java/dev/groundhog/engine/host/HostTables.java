package dev.groundhog.engine.host;

import dev.groundhog.engine.MemoryTable;
import dev.groundhog.engine.Table;

/**
 * What a host desk remembers.
 *
 * @param hosts by host
 * @param running by host
 * @param units by host and unit
 * @param seen by host and row of its ring: hashes of the newest identities
 * @param notes by host and subject: what was told of them in this minute
 * @param agenda what is due: batches of crashes, and others
 */
public record HostTables(
    Table<HostRow> hosts,
    Table<Running> running,
    Table<UnitRow> units,
    Table<String> seen,
    Table<NoteRow> notes,
    Table<String> agenda) {

  /** All in memory. */
  public static HostTables inMemory() {
    return new HostTables(
        new MemoryTable<>(),
        new MemoryTable<>(),
        new MemoryTable<>(),
        new MemoryTable<>(),
        new MemoryTable<>(),
        new MemoryTable<>());
  }
}
