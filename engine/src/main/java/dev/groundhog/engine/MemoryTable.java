package dev.groundhog.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table in memory, for replay and tests. Not thread-safe. */
public final class MemoryTable<V> implements Table<V> {
  private final TreeMap<String, V> entries = new TreeMap<>();

  @Override
  public @Nullable V get(String key) {
    return entries.get(key);
  }

  @Override
  public void put(String key, V value) {
    entries.put(key, value);
  }

  @Override
  public void delete(String key) {
    entries.remove(key);
  }

  @Override
  public List<Map.Entry<String, V>> withPrefix(String prefix) {
    List<Map.Entry<String, V>> found = new ArrayList<>();
    for (Map.Entry<String, V> entry : entries.tailMap(prefix).entrySet()) {
      if (!entry.getKey().startsWith(prefix)) break;
      found.add(Map.entry(entry.getKey(), entry.getValue()));
    }
    return found;
  }

  @Override
  public List<Map.Entry<String, V>> between(String first, String last, int limit) {
    List<Map.Entry<String, V>> found = new ArrayList<>();
    for (Map.Entry<String, V> entry : entries.subMap(first, true, last, true).entrySet()) {
      if (found.size() == limit) break;
      found.add(Map.entry(entry.getKey(), entry.getValue()));
    }
    return found;
  }

  /** How many entries there are. */
  public int size() {
    return entries.size();
  }
}
