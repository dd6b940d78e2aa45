package dev.groundhog.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What this process keeps while it works: the old part of the heap as its last collection left it,
 * read ten times a second. Needs the serial collector, and says nothing before the first collection
 * of that part, so give it a small heap.
 */
final class LiveHeap implements AutoCloseable {
  private static final int PARTS = 4;

  private final MemoryPoolMXBean old =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getName().equals("Tenured Gen"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("only with -XX:+UseSerialGC"));

  private final List<Long> seen = new ArrayList<>();
  private final ScheduledExecutorService reader =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "live-heap");
            thread.setDaemon(true);
            return thread;
          });

  LiveHeap() {
    var unused = reader.scheduleAtFixedRate(this::read, 100, 100, TimeUnit.MILLISECONDS);
  }

  private synchronized void read() {
    seen.add(old.getCollectionUsage().getUsed() >> 20);
  }

  /** The largest of each quarter of the time so far, in MiB: {@code 61, 107, 134, 134}. */
  synchronized String quarters() {
    List<Long> largest = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      List<Long> quarter =
          seen.subList(seen.size() * part / PARTS, seen.size() * (part + 1) / PARTS);
      largest.add(quarter.stream().mapToLong(n -> n).max().orElse(0));
    }
    return largest.stream()
        .map(n -> String.format(Locale.ROOT, "%,d", n))
        .collect(Collectors.joining(", "));
  }

  @Override
  public void close() {
    reader.shutdownNow();
  }
}
