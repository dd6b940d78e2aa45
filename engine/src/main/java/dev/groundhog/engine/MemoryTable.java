package dev.groundhog.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A table in memory, for replay and tests. Not thread-safe.
 *
 * <p>Keys are found by their hash, which is several times as quick as by their order in a large
 * table; the order is kept beside it, for searches, and changes only when a key comes or goes.
 */
public final class MemoryTable<V> implements Table<V> {
  private final Map<String, V> entries = new HashMap<>();
  private final TreeSet<String> order = new TreeSet<>();

  @Override
  public @Nullable V get(String key) {
    return entries.get(key);
  }

  @Override
  public void put(String key, V value) {
    if (entries.put(key, value) == null) order.add(key);
  }

  @Override
  public void delete(String key) {
    if (entries.remove(key) != null) order.remove(key);
  }

  @Override
  public List<Map.Entry<String, V>> withPrefix(String prefix) {
    List<Map.Entry<String, V>> found = new ArrayList<>();
    for (String key : order.tailSet(prefix)) {
      if (!key.startsWith(prefix)) break;
      found.add(entry(key));
    }
    return found;
  }

  @Override
  public List<Map.Entry<String, V>> between(String first, String last, int limit) {
    List<Map.Entry<String, V>> found = new ArrayList<>();
    for (String key : order.subSet(first, true, last, true)) {
      if (found.size() == limit) break;
      found.add(entry(key));
    }
    return found;
  }

  private Map.Entry<String, V> entry(String key) {
    return Map.entry(key, Objects.requireNonNull(entries.get(key)));
  }

  /** How many entries there are. */
  public int size() {
    return entries.size();
  }
}
