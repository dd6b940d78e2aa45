package dev.groundhog.bench;

import dev.groundhog.engine.Pipeline;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Wire;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How many events a second the engine judges, without Kafka and on one core: 2,000 hosts of five
 * units each. Beside it the decoding of the same events' JSON, which the live pipeline pays before,
 * and what is left in memory.
 *
 * <p>Arguments: events in thousands (default 2000), of how many each figure is (default 200),
 * events a second of the log's time (default 100).
 */
public final class EngineBench {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final int HOSTS = 2000;
  private static final int PARTITIONS = 12;

  /** Few, so that they are as fresh in the caches as events that were just decoded. */
  private static final int CHUNK = 500;

  /** Of the events one chunk in so many events is decoded as well. */
  private static final int DECODED_EACH = 10 * CHUNK;

  private final Pipeline pipeline = new Pipeline(() -> Rules.BUILT_IN);
  private final FleetLoad load;
  private long offset;
  private long alerts;
  private long crashes;

  private EngineBench(int perSecond) {
    load = new FleetLoad(HOSTS, PARTITIONS, perSecond);
  }

  public static void main(String[] args) throws MalformedEventException {
    int thousands = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
    int each = args.length > 1 ? Integer.parseInt(args[1]) : 200;
    int perSecond = args.length > 2 ? Integer.parseInt(args[2]) : 100;
    new EngineBench(perSecond).run(thousands * 1000L, each * 1000);
  }

  private void run(long events, int each) throws MalformedEventException {
    System.out.println("| events | engine, events/s | decoding alone, events/s | heap | alerts |");
    System.out.println("|---|---|---|---|---|");
    List<Double> rates = new ArrayList<>();
    for (long done = each; done <= events; done += each) {
      long judging = -collectorNanos();
      long decoding = 0;
      long decoded = 0;
      for (int i = 0; i < each; i += CHUNK) {
        List<FleetLoad.Logged> chunk = load.next(CHUNK);
        judging += judge(chunk);
        if (i % DECODED_EACH > 0) continue;
        decoding += decode(chunk);
        decoded += chunk.size();
      }
      judging += collectorNanos();
      rates.add(each / (judging / 1e9));
      System.out.printf(
          Locale.ROOT,
          "| %,d | %,.0f | %,.0f | %,d MiB | %,d |%n",
          done,
          rates.get(rates.size() - 1),
          decoded / (decoding / 1e9),
          heapMiB(),
          alerts);
    }
    // The first half warms up.
    List<Double> warm = new ArrayList<>(rates.subList(rates.size() / 2, rates.size()));
    Collections.sort(warm);
    System.out.printf(
        Locale.ROOT,
        "median of the second half: %,.0f events/s; %,d crashes%n",
        warm.get(warm.size() / 2),
        crashes);
  }

  private long judge(List<FleetLoad.Logged> chunk) {
    long from = processorNanos();
    for (FleetLoad.Logged logged : chunk) {
      Pipeline.Outcome outcome =
          pipeline.accept(
              logged.event(), logged.partition(), PARTITIONS, logged.appended(), ++offset);
      alerts += outcome.alerts().size();
      if (outcome.verdict().isCrash()) crashes++;
    }
    return processorNanos() - from;
  }

  private static long processorNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  private static long collectorNanos() {
    return TimeUnit.MILLISECONDS.toNanos(
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionTime)
            .sum());
  }

  private static long decode(List<FleetLoad.Logged> chunk) throws MalformedEventException {
    List<byte[]> bytes = new ArrayList<>();
    for (FleetLoad.Logged logged : chunk) bytes.add(Wire.UNIT_EVENT.encode(logged.event()));
    long from = processorNanos();
    for (byte[] json : bytes) {
      if (Wire.UNIT_EVENT.decode(json).type() == null) throw new IllegalStateException("no type");
    }
    return processorNanos() - from;
  }

  /** What is in use after a collection. */
  private static long heapMiB() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }
}
