package dev.groundhog.producer.journal;

import dev.groundhog.events.EventType;
import dev.groundhog.producer.spool.HostTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the manager's entries together to starts and stops, as the hooks would have recorded them:
 * the same runs, one start and one stop each. Pure; not thread-safe.
 *
 * <p>A run starts with "Starting …", or with "Started …" where nothing had to be waited for. How
 * its main process ended is one entry, the result of the run a later one; in between are its {@code
 * ExecStopPost=} commands. When the start limit is hit, the manager repeats the result of a run
 * that is long over.
 */
public final class UnitLives {
  private static final int MOST_UNITS = 4_096;

  /** Longer than systemd waits for any {@code ExecStopPost=} unless told otherwise: 90 s. */
  private static final long LONGEST_END_MILLIS = 120_000;

  private static final class Run {
    final String invocation;
    @Nullable JournalEntry exit;
    long exitedAt;
    boolean over;

    Run(String invocation) {
      this.invocation = invocation;
    }
  }

  private final Map<String, Run> runs =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Run> eldest) {
          return size() > MOST_UNITS;
        }
      };

  private final Map<String, Run> ending = new LinkedHashMap<>();
  private long latest;

  /** The unit that an entry is about, if it is the manager's about a service. */
  public static Optional<String> unitIn(JournalEntry entry) {
    return Optional.ofNullable(entry.field("UNIT")).filter(unit -> unit.endsWith(".service"));
  }

  /** Whether an entry says that the start limit was hit. */
  public static boolean isGivingUp(JournalEntry entry) {
    return ManagerWord.of(entry) == ManagerWord.GAVE_UP;
  }

  /** What follows from the next entry; empty if it is nothing new. */
  public Optional<ManagerFact> hear(JournalEntry entry) {
    String unit = unitIn(entry).orElse(null);
    String boot = entry.field("_BOOT_ID");
    String invocation = entry.field("INVOCATION_ID");
    if (unit == null || boot == null) return Optional.empty();
    HostTime at =
        new HostTime(
            boot, millis(entry, "__MONOTONIC_TIMESTAMP"), millis(entry, "__REALTIME_TIMESTAMP"));
    latest = at.uptimeMillis();
    ManagerWord word = ManagerWord.of(entry);
    if (word == ManagerWord.GAVE_UP) {
      return Optional.of(
          new ManagerFact(EventType.GAVE_UP, unit, invocation, at, null, null, null));
    }
    return invocation == null ? Optional.empty() : ofRun(word, unit, invocation, at, entry);
  }

  private Optional<ManagerFact> ofRun(
      ManagerWord word, String unit, String invocation, HostTime at, JournalEntry entry) {
    Run before = runs.get(unit);
    boolean isKnown = before != null && before.invocation.equals(invocation);
    Run run = before != null && isKnown ? before : new Run(invocation);
    switch (word) {
      case STARTING, STARTED -> {
        if (isKnown) return Optional.empty();
        runs.put(unit, run);
        return Optional.of(
            new ManagerFact(EventType.STARTING, unit, invocation, at, null, null, null));
      }
      case STOPPING -> runs.put(unit, run);
      case EXITED -> {
        run.exit = entry;
        run.exitedAt = at.uptimeMillis();
        runs.put(unit, run);
        if (!run.over) ending.put(unit, run);
      }
      case FAILED -> {
        return over(unit, run, at, ManagerWord.resultIn(entry));
      }
      case SUCCEEDED -> {
        return over(unit, run, at, "success");
      }
      case SKIPPED -> {
        return over(unit, run, at, "exec-condition");
      }
      // systemd 239 says nothing when a run ends well. A run that is not known has been told
      // before.
      case STOPPED, RESTART_SCHEDULED -> {
        if (isKnown) return over(unit, run, at, "success");
      }
      case GAVE_UP, OTHER -> {}
    }
    return Optional.empty();
  }

  private Optional<ManagerFact> over(String unit, Run run, HostTime at, @Nullable String result) {
    ending.remove(unit);
    runs.put(unit, run);
    if (run.over) return Optional.empty();
    run.over = true;
    JournalEntry exit = run.exit;
    return Optional.of(
        new ManagerFact(
            EventType.STOPPED,
            unit,
            run.invocation,
            at,
            result,
            exit == null ? null : exit.field("EXIT_CODE"),
            exit == null ? null : ManagerWord.statusIn(exit)));
  }

  /**
   * Whether a run is known to have ended and its result is still to come: a reader that began after
   * the last entry would not know how the main process ended.
   */
  public boolean isInTheMiddle() {
    ending.values().removeIf(run -> latest - run.exitedAt > LONGEST_END_MILLIS);
    return !ending.isEmpty();
  }

  /** The journal counts microseconds. */
  private static long millis(JournalEntry entry, String field) {
    String found = entry.field(field);
    return found != null && found.matches("[0-9]{1,18}") ? Long.parseLong(found) / 1000 : 0;
  }
}
