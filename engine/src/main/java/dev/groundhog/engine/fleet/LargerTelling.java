package dev.groundhog.engine.fleet;

import dev.groundhog.engine.rules.UnitRules;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a larger incident needs a new revision, and why. Pure. It keeps to the default rules'
 * {@code updateEvery}, {@code notifyEvery}, {@code spread} (in units) and {@code remind}.
 */
final class LargerTelling {
  /** Edits that only correct figures grow rarer, up to this. */
  private static final Duration RAREST = Duration.ofMinutes(15);

  private LargerTelling() {}

  /**
   * @param turned whether its state has just changed, other than by coming back
   * @param left whether a member has just left
   */
  static Optional<Reason> decide(
      Larger row, boolean turned, boolean left, UnitRules rules, Instant now) {
    if (row.revision() == 0) return Optional.of(row.openReason());
    if (turned) return Optional.of(reasonOf(row.state()));
    Reason pending = withNews(row, rules).pending();
    if (pending == Reason.SEVERITY) return Optional.of(pending);
    Instant turn = row.newsAt().plus(rules.notifyEvery());
    boolean mayNotify = !now.isBefore(turn);
    if (pending != null && mayNotify) return Optional.of(pending);
    if (mayNotify && isReminderDue(row, rules, now)) return Optional.of(Reason.REMINDER);
    Instant edit = row.revisedAt().plus(editEvery(row, rules));
    return left || !now.isBefore(edit) ? Optional.of(Reason.COUNT) : Optional.empty();
  }

  /** The row with what became news and waits for its turn. */
  static Larger withNews(Larger row, UnitRules rules) {
    boolean grew = rules.step(row.units()) > row.toldStep();
    if (row.pending() != null || row.state() != AlertState.OPEN || !grew) return row;
    return LargerBuilder.builder(row).pending(Reason.SPREAD).build();
  }

  /** The row after one more revision. */
  static Larger told(Larger row, Reason reason, UnitRules rules, Instant now) {
    int revision = row.revision() + 1;
    LargerBuilder next = LargerBuilder.builder(row).revision(revision).revisedAt(now);
    if (!reason.isNews()) {
      Reason pending = withNews(row, rules).pending();
      return next.quietEdits(row.quietEdits() + 1).pending(pending).build();
    }
    return next.newsRevision(revision)
        .newsReason(reason)
        .newsAt(now)
        .pending(null)
        .quietEdits(0)
        .reminders(Math.max(row.reminders(), passed(row, rules, now)))
        .toldStep(Math.max(row.toldStep(), rules.step(row.units())))
        .build();
  }

  private static boolean isReminderDue(Larger row, UnitRules rules, Instant now) {
    return row.state() == AlertState.OPEN && passed(row, rules, now) > row.reminders();
  }

  private static int passed(Larger row, UnitRules rules, Instant now) {
    Duration age = Duration.between(row.openedAt(), now);
    return (int) rules.remind().stream().filter(after -> after.compareTo(age) <= 0).count();
  }

  private static Duration editEvery(Larger row, UnitRules rules) {
    Duration every = rules.updateEvery().multipliedBy(1L << Math.min(row.quietEdits(), 10));
    if (every.compareTo(RAREST) <= 0) return every;
    return rules.updateEvery().compareTo(RAREST) > 0 ? rules.updateEvery() : RAREST;
  }

  private static Reason reasonOf(AlertState state) {
    return switch (state) {
      case RECOVERED -> Reason.RECOVERED;
      case DOWN -> Reason.DOWN;
      case NOT_HEARD_FROM -> Reason.NOT_HEARD_FROM;
      case CLOSED -> Reason.CLOSED;
      default -> Reason.QUIET;
    };
  }
}
