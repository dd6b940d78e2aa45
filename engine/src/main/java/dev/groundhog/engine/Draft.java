package dev.groundhog.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a desk writes while it judges one record, kept back until it is known that it could: {@link
 * #apply} writes all of it, {@link #drop} nothing. The desk gets tables {@link #over} the real ones
 * and sees its own writes in them.
 *
 * <p>A row written ten times over in one record is written once. Not thread-safe.
 */
public final class Draft {
  private final List<Over<?>> tables = new ArrayList<>();

  /** A table that reads from {@code real} and keeps back what is written. */
  public <V> Table<V> over(Table<V> real) {
    Over<V> table = new Over<>(real);
    tables.add(table);
    return table;
  }

  /** Writes what was kept back to the real tables, and begins anew. */
  public void apply() {
    for (Over<?> table : tables) table.apply();
  }

  /** Forgets what was kept back. */
  public void drop() {
    for (Over<?> table : tables) table.writes.clear();
  }

  private static final class Over<V> implements Table<V> {
    private final Table<V> real;

    /** By key; null stands for a deletion. A record writes few, so these stay small. */
    private final TreeMap<String, @Nullable V> writes = new TreeMap<>();

    Over(Table<V> real) {
      this.real = real;
    }

    @Override
    public @Nullable V get(String key) {
      V written = writes.get(key);
      if (written != null || writes.containsKey(key)) return written;
      return real.get(key);
    }

    @Override
    public void put(String key, V value) {
      writes.put(key, value);
    }

    @Override
    public void delete(String key) {
      writes.put(key, null);
    }

    @Override
    public List<Map.Entry<String, V>> withPrefix(String prefix) {
      List<Map.Entry<String, V>> found = real.withPrefix(prefix);
      TreeMap<String, @Nullable V> own = new TreeMap<>();
      for (Map.Entry<String, @Nullable V> write : writes.tailMap(prefix, true).entrySet()) {
        if (!write.getKey().startsWith(prefix)) break;
        own.put(write.getKey(), write.getValue());
      }
      return merged(found, own, Integer.MAX_VALUE);
    }

    @Override
    public List<Map.Entry<String, V>> between(String first, String last, int limit) {
      Map<String, @Nullable V> own = writes.subMap(first, true, last, true);
      // Each of them may hide one that was there: so many more must be asked for.
      return merged(real.between(first, last, limit + own.size()), own, limit);
    }

    private static <V> List<Map.Entry<String, V>> merged(
        List<Map.Entry<String, V>> found, Map<String, @Nullable V> own, int limit) {
      if (own.isEmpty()) return found;
      TreeMap<String, V> all = new TreeMap<>();
      for (Map.Entry<String, V> entry : found) all.put(entry.getKey(), entry.getValue());
      own.forEach(
          (key, value) -> {
            if (value == null) all.remove(key);
            else all.put(key, value);
          });
      List<Map.Entry<String, V>> entries = new ArrayList<>();
      for (Map.Entry<String, V> entry : all.entrySet()) {
        if (entries.size() == limit) break;
        entries.add(Map.entry(entry.getKey(), entry.getValue()));
      }
      return entries;
    }

    void apply() {
      writes.forEach(
          (key, value) -> {
            if (value == null) real.delete(key);
            else real.put(key, value);
          });
      writes.clear();
    }
  }
}
