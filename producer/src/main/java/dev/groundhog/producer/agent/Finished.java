package dev.groundhog.producer.agent;

import dev.groundhog.producer.spool.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that the broker is done with: it has their event, or will never take it. They are deleted,
 * or moved to {@code bad/}. Where the disk refuses that, they are remembered, so that none is sent
 * again, and tried again now and then; the others go on. Said once when it begins and once when it
 * ends.
 */
final class Finished {
  private static final Logger log = LoggerFactory.getLogger(Finished.class);

  /** One visit to the disk for many; a kill before it makes the broker see so many events again. */
  private static final int AT_ONCE = 64;

  private final Spool spool;
  private final AgentFigures figures;
  private final Set<Path> acknowledged = new LinkedHashSet<>();

  /** Those of the acknowledged whose deletion was not tried yet. */
  private final Set<Path> untried = new LinkedHashSet<>();

  private final Map<Path, String> refused = new LinkedHashMap<>();
  private String trouble = "";

  Finished(Spool spool, AgentFigures figures) {
    this.spool = spool;
    this.figures = figures;
  }

  /** The broker has it; it goes with the next {@link #delete}, at the latest with some others. */
  void acknowledged(Path file) {
    acknowledged.add(file);
    untried.add(file);
    if (untried.size() >= AT_ONCE) delete();
  }

  /** Deletes what was acknowledged since the last time, all at once. */
  void delete() {
    if (!untried.isEmpty()) attempt(() -> delete(Set.copyOf(untried)));
    untried.clear();
  }

  /** No broker will ever take it. */
  void refused(Path file, String why) {
    refused.put(file, why);
    attempt(() -> putAside(file, why));
  }

  /** Whether it is still there but nobody's business any more. */
  boolean contains(Path file) {
    return acknowledged.contains(file) || refused.containsKey(file);
  }

  /**
   * Whether so many acknowledged files are still there that sending more would promise too much: a
   * kill now makes the broker see each of them again.
   */
  boolean isFull() {
    return acknowledged.size() >= BrokerLink.IN_FLIGHT;
  }

  /** Tries again what the disk refused. */
  void tidy() {
    if (!acknowledged.isEmpty()) attempt(() -> delete(Set.copyOf(acknowledged)));
    untried.clear();
    Map.copyOf(refused).forEach((file, why) -> attempt(() -> putAside(file, why)));
    if (trouble.isEmpty() || !acknowledged.isEmpty() || !refused.isEmpty()) return;
    log.info("what was sent can be deleted again");
    trouble = "";
  }

  private void delete(Set<Path> files) throws IOException {
    Map<Path, IOException> stay = spool.delete(files);
    for (Path file : files) {
      if (!stay.containsKey(file)) acknowledged.remove(file);
    }
    for (IOException why : stay.values()) throw why;
  }

  private void putAside(Path file, String why) throws IOException {
    spool.quarantine(file, why);
    refused.remove(file);
  }

  private interface DiskWork {
    void run() throws IOException;
  }

  private void attempt(DiskWork work) {
    try {
      work.run();
    } catch (IOException e) {
      String why = e.getClass().getSimpleName() + ": " + e.getMessage();
      if (trouble.isEmpty()) {
        log.error("what is done with cannot be deleted ({}); it is not sent again", why);
      }
      trouble = why;
      figures.spoolTrouble(why);
    }
  }
}
