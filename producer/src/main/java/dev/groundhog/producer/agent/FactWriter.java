package dev.groundhog.producer.agent;

import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.producer.journal.Journal;
import dev.groundhog.producer.journal.JournalEntry;
import dev.groundhog.producer.journal.ManagerFact;
import dev.groundhog.producer.journal.ManagerFollow;
import dev.groundhog.producer.journal.UnitLives;
import dev.groundhog.producer.journal.UnitState;
import dev.groundhog.producer.journal.WatchedUnits;
import dev.groundhog.producer.spool.HostTime;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the service manager logged to the spool, as the hooks would: the same facts under the
 * same ids. Used by the journal's thread alone.
 *
 * <p>A fact that could not be written is not done: everything is forgotten and heard again from the
 * cursor on, and what repeats is dropped by its id.
 */
final class FactWriter implements ManagerFollow.Receiver {
  /** Takes an event to where it survives. */
  @FunctionalInterface
  interface Sink {
    void write(UnitEvent event, HostTime captured) throws IOException;
  }

  /** {@code ExecMainCode}: how a child ended. Source: CLD_ codes, sigaction(2). */
  private static final String[] EXIT_CODES = {"", "exited", "killed", "dumped"};

  private final String host;
  private final Journal journal;
  private final WatchedUnits watched;
  private final HostClock clock;
  private final LongSupplier monotonicMillis;
  private final Sink sink;
  private UnitLives lives = new UnitLives();

  FactWriter(
      String host,
      Journal journal,
      WatchedUnits watched,
      HostClock clock,
      LongSupplier monotonicMillis,
      Sink sink) {
    this.host = host;
    this.journal = journal;
    this.watched = watched;
    this.clock = clock;
    this.monotonicMillis = monotonicMillis;
    this.sink = sink;
  }

  @Override
  public void take(JournalEntry entry) throws IOException {
    String unit = UnitLives.unitIn(entry).orElse(null);
    if (unit == null) return;
    // A unit with the hook has its starts and stops recorded by that, with more in them.
    boolean wanted =
        UnitLives.isGivingUp(entry) ? watched.contains(unit) : watched.byJournalAlone(unit);
    if (!wanted) return;
    Optional<ManagerFact> fact = lives.hear(entry);
    if (fact.isEmpty()) return;
    try {
      sink.write(event(fact.get()), captured(fact.get().captured()));
    } catch (IOException e) {
      lives = new UnitLives();
      throw e;
    }
  }

  @Override
  public boolean isDone() {
    return !lives.isInTheMiddle();
  }

  private UnitEvent event(ManagerFact fact) {
    String result = fact.result();
    UnitEventBuilder event =
        UnitEventBuilder.builder()
            .type(fact.type())
            .host(host)
            .unit(fact.unit())
            .invocation(fact.invocation())
            .at(Instant.ofEpochMilli(fact.captured().wallMillis()))
            .result(result == null ? null : ServiceResult.of(result))
            .exitCode(fact.exitCode())
            .exitStatus(fact.exitStatus());
    boolean isPlain = fact.type() == EventType.STARTING || fact.exitCode() != null;
    UnitState state = isPlain ? null : stateOf(fact);
    if (state == null) return event.build();
    if (fact.type() == EventType.GAVE_UP) {
      state.restarts().ifPresent(event::restarts);
    } else {
      exit(state, event);
    }
    return event.build();
  }

  /** Null unless the run is still the newest one of its unit. */
  private @Nullable UnitState stateOf(ManagerFact fact) {
    String run = fact.invocation();
    UnitState state = journal.units(Set.of(fact.unit())).get(fact.unit());
    return state != null && run != null && state.isRun(run) ? state : null;
  }

  /** How the main process ended where the manager did not log it: it ended well. */
  private static void exit(UnitState state, UnitEventBuilder event) {
    String code = state.property("ExecMainCode");
    String status = state.property("ExecMainStatus");
    if (!code.matches("[1-3]") || !status.matches("[0-9]{1,3}")) return;
    event.exitCode(EXIT_CODES[Integer.parseInt(code)]);
    boolean term = !code.equals("1") && status.equals("15");
    event.exitStatus(term ? "TERM" : status);
  }

  /**
   * The journal counts the kernel's monotonic clock, the hook reads {@code /proc/uptime}. They
   * differ by the time the machine slept, and in containers whose uptime is the container's own
   * (lxcfs).
   */
  private HostTime captured(HostTime byJournal) {
    HostTime now = clock.now();
    if (!now.boot().equals(byJournal.boot())) return byJournal;
    long ago = Math.max(0, monotonicMillis.getAsLong() - byJournal.uptimeMillis());
    long uptime = Math.max(0, now.uptimeMillis() - ago);
    return new HostTime(byJournal.boot(), uptime, byJournal.wallMillis());
  }
}
