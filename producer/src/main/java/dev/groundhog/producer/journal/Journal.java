package dev.groundhog.producer.journal;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What can be asked of the host about its units. Nothing here fails: a host that cannot answer, or
 * not in time, answers that it knows nothing.
 */
public interface Journal {
  /** Whether there is anybody to ask; if not, nothing is worth waiting for. */
  boolean isHere();

  /** What the service manager itself logged about one run, oldest first. */
  List<JournalEntry> managerEntries(String invocation);

  /**
   * The last lines that the processes of one run wrote, oldest first, without those of the hook.
   *
   * @param atMost how many
   */
  List<JournalEntry> output(String invocation, int atMost);

  /** {@code NRestarts} of a unit, if {@code invocation} is still its newest run. */
  OptionalInt restarts(String unit, String invocation);

  /** The units that run now. */
  Set<String> runningUnits();

  /** Units that carry the hook; {@code alive} and {@code gave-up} speak of these alone. */
  boolean isWatched(String unit);

  /** A host without systemd, or one whose agent is told not to ask: {@code journal=off}. */
  static Journal none() {
    return new NoJournal();
  }
}
