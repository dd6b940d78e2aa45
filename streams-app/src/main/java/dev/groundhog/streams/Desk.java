package dev.groundhog.streams;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** A processor and the stores it needs, given to the topology as one. */
record Desk<KI, VI, KO, VO>(
    Supplier<Processor<KI, VI, KO, VO>> processor, List<Stores.Store<?>> needs)
    implements ProcessorSupplier<KI, VI, KO, VO> {

  @Override
  public Processor<KI, VI, KO, VO> get() {
    return processor.get();
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    // In their order: a set by identity makes every start describe the same topology differently.
    Set<StoreBuilder<?>> stores = new LinkedHashSet<>();
    for (Stores.Store<?> store : needs) stores.add(store.builder());
    return stores;
  }
}
