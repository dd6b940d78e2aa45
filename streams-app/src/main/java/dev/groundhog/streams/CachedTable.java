package dev.groundhog.streams;

import dev.groundhog.engine.Keys;
import dev.groundhog.engine.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A table that remembers, as objects, the rows it read or wrote last, and the newest searches for
 * all rows with one first part: a row of the store costs its JSON each time. Every write goes to
 * the table behind it at once, so nothing can be found here that is not there.
 *
 * <p>Belongs to one task, which alone writes its store; a task that is given up takes it along, and
 * one that begins anew makes a new one. Called from that task's thread.
 */
final class CachedTable<V> implements Table<V> {
  /**
   * As many units as a partition has with 49,000 of them on 12; of 1 KiB each, 4 MiB. What may be
   * large is no row to keep: {@link Stores} says which are small.
   */
  static final int ROWS = 4096;

  /** A search that finds more is made anew each time. */
  static final int GROUP = 4;

  private final Table<V> behind;
  private final Predicate<V> small;

  /** By key; empty: there is no such row. */
  private final Newest<Optional<V>> rows = new Newest<>();

  /** By first part of their keys, of all whose rows were searched for and are few. */
  private final Newest<List<Map.Entry<String, V>>> groups = new Newest<>();

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
    forgetGroup(key);
    try {
      behind.put(key, value);
    } catch (RuntimeException e) {
      // What is here must not differ from what is there.
      rows.remove(key);
      throw e;
    }
    remember(key, Optional.of(value));
  }

  @Override
  public void delete(String key) {
    forgetGroup(key);
    rows.remove(key);
    behind.delete(key);
  }

  @Override
  public List<Map.Entry<String, V>> withPrefix(String prefix) {
    String first = Keys.first(prefix);
    if (!prefix.equals(Keys.prefix(first))) return behind.withPrefix(prefix);
    List<Map.Entry<String, V>> known = groups.get(first);
    if (known != null) return known;
    List<Map.Entry<String, V>> found = List.copyOf(behind.withPrefix(prefix));
    boolean keeps = found.size() <= GROUP && found.stream().allMatch(e -> small.test(e.getValue()));
    if (keeps) groups.put(first, found);
    return found;
  }

  @Override
  public List<Map.Entry<String, V>> between(String first, String last, int limit) {
    return behind.between(first, last, limit);
  }

  private void remember(String key, Optional<V> row) {
    if (row.isEmpty() || small.test(row.get())) rows.put(key, row);
    else rows.remove(key);
  }

  private void forgetGroup(String key) {
    if (!groups.isEmpty()) groups.remove(Keys.first(key));
  }

  /** So many at most; what was not used for longest goes first. */
  private static final class Newest<T> extends LinkedHashMap<String, T> {
    private static final long serialVersionUID = 1L;

    Newest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
      return size() > ROWS;
    }
  }
}
