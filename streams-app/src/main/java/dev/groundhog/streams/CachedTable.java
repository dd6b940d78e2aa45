package dev.groundhog.streams;

import dev.groundhog.engine.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A table that remembers the rows it read or wrote last, as objects: reading a row of the store
 * costs its JSON each time. Every write goes to the table behind it at once, and searches always
 * ask that one, so nothing can be found here that is not there.
 *
 * <p>Belongs to one task, which alone writes its store; a task that is given up takes it along, and
 * one that begins anew makes a new one. Called from that task's thread.
 */
final class CachedTable<V> implements Table<V> {
  /** Below 1 KiB each, so some 4 MiB a table of a partition. */
  static final int ROWS = 4096;

  private final Table<V> behind;
  private final Predicate<V> small;
  private final Newest<V> rows = new Newest<>();

  /**
   * @param small whether a row may be kept in memory
   */
  CachedTable(Table<V> behind, Predicate<V> small) {
    this.behind = behind;
    this.small = small;
  }

  @Override
  public @Nullable V get(String key) {
    Optional<V> row = rows.get(key);
    if (row == null) {
      row = Optional.ofNullable(behind.get(key));
      remember(key, row);
    }
    return row.orElse(null);
  }

  @Override
  public void put(String key, V value) {
    // Forgotten first: should the write fail, what is here must not differ from what is there.
    rows.remove(key);
    behind.put(key, value);
    remember(key, Optional.of(value));
  }

  @Override
  public void delete(String key) {
    rows.remove(key);
    behind.delete(key);
  }

  @Override
  public List<Map.Entry<String, V>> withPrefix(String prefix) {
    return behind.withPrefix(prefix);
  }

  @Override
  public List<Map.Entry<String, V>> between(String first, String last, int limit) {
    return behind.between(first, last, limit);
  }

  private void remember(String key, Optional<V> row) {
    if (row.isEmpty() || small.test(row.get())) rows.put(key, row);
  }

  /** By key, least recently used first; empty: there is no such row. */
  private static final class Newest<V> extends LinkedHashMap<String, Optional<V>> {
    private static final long serialVersionUID = 1L;

    Newest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Optional<V>> eldest) {
      return size() > ROWS;
    }
  }
}
