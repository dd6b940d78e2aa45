package dev.groundhog.producer.journal;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * What can be asked of the host about its units. Nothing here fails: a host that cannot answer, or
 * not in time, answers that it knows nothing. Many are asked about at once, because each question
 * costs a process.
 */
public interface Journal {
  /** Whether there is anybody to ask; if not, nothing is worth waiting for. */
  boolean isHere();

  /** What the journal has about runs, by invocation; a run it knows nothing of may be missing. */
  Map<String, RunLog> runs(Collection<RunQuestion> questions);

  /** Units as they are now, by name; a unit that could not be asked about is missing. */
  Map<String, UnitState> units(Collection<String> units);

  /** The watched units that run now. */
  Set<String> runningUnits();

  /** Units that carry the hook or match {@code watch.units}; others are nobody's business. */
  boolean isWatched(String unit);

  /** A host without systemd, or one whose agent is told not to ask: {@code journal=off}. */
  static Journal none() {
    return new NoJournal();
  }
}
