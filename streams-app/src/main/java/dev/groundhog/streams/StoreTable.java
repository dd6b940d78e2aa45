package dev.groundhog.streams;

import dev.groundhog.engine.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** An engine's table on a Kafka Streams store. */
final class StoreTable<V> implements Table<V> {
  private final KeyValueStore<String, V> store;

  StoreTable(KeyValueStore<String, V> store) {
    this.store = store;
  }

  @Override
  public @Nullable V get(String key) {
    return store.get(key);
  }

  @Override
  public void put(String key, V value) {
    store.put(key, value);
  }

  @Override
  public void delete(String key) {
    store.delete(key);
  }

  @Override
  public List<Map.Entry<String, V>> withPrefix(String prefix) {
    try (StringSerializer serializer = new StringSerializer();
        KeyValueIterator<String, V> found = store.prefixScan(prefix, serializer)) {
      return read(found, Integer.MAX_VALUE);
    }
  }

  @Override
  public List<Map.Entry<String, V>> between(String first, String last, int limit) {
    try (KeyValueIterator<String, V> found = store.range(first, last)) {
      return read(found, limit);
    }
  }

  private static <V> List<Map.Entry<String, V>> read(KeyValueIterator<String, V> found, int limit) {
    List<Map.Entry<String, V>> entries = new ArrayList<>();
    while (found.hasNext() && entries.size() < limit) {
      KeyValue<String, V> entry = found.next();
      entries.add(Map.entry(entry.key, entry.value));
    }
    return entries;
  }
}
