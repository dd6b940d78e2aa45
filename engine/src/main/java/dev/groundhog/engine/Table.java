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

  /** At most {@code limit} entries from the smallest key on, up to {@code last} inclusive. */
  List<Map.Entry<String, V>> upTo(String last, int limit);
}
