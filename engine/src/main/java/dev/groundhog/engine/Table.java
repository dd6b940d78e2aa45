package dev.groundhog.engine;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a desk remembers, by key. Live it is a Kafka Streams store, in a replay a map in memory.
 *
 * <p>Keys are made by {@link Keys}; their order is that of their characters. Values are immutable.
 */
public interface Table<V> {
  @Nullable V get(String key);

  void put(String key, V value);

  void delete(String key);

  /** All entries whose key begins with {@code prefix}, in the order of their keys. */
  List<Map.Entry<String, V>> withPrefix(String prefix);

  /**
   * At most {@code limit} entries from the key {@code first} on, up to {@code last}, both
   * inclusive, in the order of their keys.
   *
   * @param first where the search begins: in a store, what was deleted before it costs nothing
   */
  List<Map.Entry<String, V>> between(String first, String last, int limit);
}
