package dev.groundhog.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A table in memory, for replay and tests. Not thread-safe.
 *
 * <p>Keys are found by their hash, which is several times as quick as by their order in a large
 * table; so are all keys with one first part, which is what nearly every search is for. The order
 * is kept beside it and changes only when a key comes or goes.
 */
public final class MemoryTable<V> implements Table<V> {
  private final Map<String, V> entries = new HashMap<>();

  /** By first part, the keys that have it, in order. */
  private final Map<String, NavigableSet<String>> groups = new HashMap<>();

  /** No character is less than the separator: groups in this order are all keys in theirs. */
  private final TreeSet<String> firstParts = new TreeSet<>();

  @Override
  public @Nullable V get(String key) {
    return entries.get(key);
  }

  @Override
  public void put(String key, V value) {
    if (entries.put(key, value) != null) return;
    String first = Keys.first(key);
    NavigableSet<String> group = groups.get(first);
    if (group == null) {
      group = new TreeSet<>();
      groups.put(first, group);
      firstParts.add(first);
    }
    group.add(key);
  }

  @Override
  public void delete(String key) {
    if (entries.remove(key) == null) return;
    String first = Keys.first(key);
    NavigableSet<String> group = Objects.requireNonNull(groups.get(first));
    group.remove(key);
    if (!group.isEmpty()) return;
    groups.remove(first);
    firstParts.remove(first);
  }

  @Override
  public List<Map.Entry<String, V>> withPrefix(String prefix) {
    List<Map.Entry<String, V>> found = new ArrayList<>();
    String first = Keys.first(prefix);
    if (first.length() < prefix.length()) {
      addWithPrefix(first, prefix, found);
      return found;
    }
    for (String part : firstParts.tailSet(prefix)) {
      if (!part.startsWith(prefix)) break;
      addWithPrefix(part, prefix, found);
    }
    return found;
  }

  private void addWithPrefix(String first, String prefix, List<Map.Entry<String, V>> found) {
    NavigableSet<String> group = groups.get(first);
    if (group == null) return;
    for (String key : group.tailSet(prefix)) {
      if (!key.startsWith(prefix)) break;
      found.add(entry(key));
    }
  }

  @Override
  public List<Map.Entry<String, V>> between(String first, String last, int limit) {
    List<Map.Entry<String, V>> found = new ArrayList<>();
    for (String part : firstParts.tailSet(Keys.first(first))) {
      for (String key : Objects.requireNonNull(groups.get(part)).tailSet(first)) {
        if (found.size() == limit || key.compareTo(last) > 0) return found;
        found.add(entry(key));
      }
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
