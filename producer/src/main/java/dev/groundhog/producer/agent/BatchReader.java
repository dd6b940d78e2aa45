package dev.groundhog.producer.agent;

import dev.groundhog.producer.spool.Attempts;
import dev.groundhog.producer.spool.Spool;
import dev.groundhog.producer.spool.SpooledEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads files of the spool, many at a time. A file that can be neither read nor put aside (a bad
 * sector, a disk too full for {@code bad/}) stays where it is and is looked at again later; the
 * others go on. Said once, for the first of them. Not thread-safe.
 */
final class BatchReader implements LookAhead.Reader {
  private static final Logger log = LoggerFactory.getLogger(BatchReader.class);

  private final Spool spool;
  private final String host;
  private final AgentFigures figures;
  private final Set<Path> unreadable = new LinkedHashSet<>();

  BatchReader(Spool spool, String host, AgentFigures figures) {
    this.spool = spool;
    this.host = host;
    this.figures = figures;
  }

  @Override
  public Map<Path, SpooledEvent> read(List<Path> files) throws IOException {
    Attempts<SpooledEvent> attempts = spool.read(files, host);
    for (Path file : files) {
      IOException trouble = attempts.troubles().get(file);
      if (trouble == null) unreadable.remove(file);
      else cannotRead(file, trouble);
    }
    return attempts.done();
  }

  private void cannotRead(Path file, IOException e) {
    String why = file.getFileName() + " can be neither read nor put aside: " + e;
    if (unreadable.isEmpty()) log.error("{}; it waits in the spool, trying again", why);
    unreadable.add(file);
    figures.spoolTrouble(why);
  }

  /** Forgets the trouble with files that are gone. */
  void stillWaiting(Collection<Path> pending) {
    unreadable.retainAll(pending);
  }

  boolean canReadAll() {
    return unreadable.isEmpty();
  }
}
