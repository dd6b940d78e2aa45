package dev.groundhog.bench;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Hands records on, and for each reads and writes rows of a store with a changelog, as bytes that
 * nobody looks at: what a desk would cost if it thought nothing.
 *
 * @param rows how many for each record, on average
 * @param size of a row in bytes
 */
record WithRows(String store, double rows, int size)
    implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
  /** So many keys of rows for each key of a record: the units of a host. */
  private static final int KEYS = 5;

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(store), Serdes.String(), Serdes.ByteArray())
            .withCachingDisabled());
  }

  @Override
  public Processor<byte[], byte[], byte[], byte[]> get() {
    return new Rows();
  }

  private final class Rows implements Processor<byte[], byte[], byte[], byte[]> {
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable KeyValueStore<String, byte[]> table;
    private double owed;
    private int next;

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
      this.context = context;
      this.table = context.getStateStore(store);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      KeyValueStore<String, byte[]> table = Objects.requireNonNull(this.table);
      // A tick has none.
      byte[] of = record.key() == null ? new byte[0] : record.key();
      String key = new String(of, StandardCharsets.UTF_8);
      for (owed += rows; owed >= 1; owed--) {
        next = (next + 1) % KEYS;
        String name = key + next;
        byte[] before = table.get(name);
        byte[] row = new byte[size];
        if (before != null) row[0] = (byte) (before[0] + 1);
        table.put(name, row);
      }
      Objects.requireNonNull(context).forward(record);
    }
  }
}
