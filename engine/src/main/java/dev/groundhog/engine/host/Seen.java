package dev.groundhog.engine.host;

import dev.groundhog.engine.Keys;
import dev.groundhog.engine.Table;
import java.util.List;
import java.util.Map;

/**
 * The identities of a host's newest 1,024 facts, a ring in a table: two small entries for each, and
 * the oldest leaves when a new one comes.
 */
final class Seen {
  /** An agent re-sends at most the 200 records that were in flight when it died. */
  static final int REMEMBERED = 1024;

  private final Table<String> table;

  Seen(Table<String> table) {
    this.table = table;
  }

  boolean contains(String host, String id) {
    return table.get(Keys.of("id", host, id)) != null;
  }

  /**
   * @param number of this fact on its host, counting from 0
   */
  void add(String host, String id, long number) {
    String slot = Keys.of("slot", host, Long.toString(number % REMEMBERED));
    String oldest = table.get(slot);
    if (oldest != null) table.delete(Keys.of("id", host, oldest));
    table.put(slot, id);
    table.put(Keys.of("id", host, id), "");
  }

  /** Forgets all of a host. */
  void forget(String host) {
    for (String kind : List.of("id", "slot")) {
      for (Map.Entry<String, String> entry : table.withPrefix(Keys.prefix(kind, host))) {
        table.delete(entry.getKey());
      }
    }
  }
}
