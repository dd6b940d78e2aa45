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

  private final Spool spool;
  private final AgentFigures figures;
  private final Set<Path> acknowledged = new LinkedHashSet<>();
  private final Map<Path, String> refused = new LinkedHashMap<>();
  private String trouble = "";

  Finished(Spool spool, AgentFigures figures) {
    this.spool = spool;
    this.figures = figures;
  }

  /** The broker has it. */
  void acknowledged(Path file) {
    acknowledged.add(file);
    attempt(() -> delete(file));
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
    for (Path file : Set.copyOf(acknowledged)) attempt(() -> delete(file));
    Map.copyOf(refused).forEach((file, why) -> attempt(() -> putAside(file, why)));
    if (trouble.isEmpty() || !acknowledged.isEmpty() || !refused.isEmpty()) return;
    log.info("what was sent can be deleted again");
    trouble = "";
  }

  private void delete(Path file) throws IOException {
    spool.delete(file);
    acknowledged.remove(file);
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
