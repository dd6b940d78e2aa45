package dev.groundhog.engine.unit;

import dev.groundhog.engine.rules.UnitRules;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether an incident needs a new revision now, why, and when to ask again.
 *
 * @param reason why a revision is due now; null: none is
 * @param next when to ask again at the latest; null: when something happens
 */
record Telling(@Nullable Reason reason, @Nullable Instant next) {

  /** Edits that only correct figures grow rarer, up to this. */
  private static final Duration RAREST = Duration.ofMinutes(15);

  /**
   * Pure.
   *
   * @param ended the state's own reason if the incident just ended or closed, else null
   * @param now the log's time
   */
  static Telling decide(IncidentRow row, @Nullable Reason ended, UnitRules rules, Instant now) {
    if (row.revision() == 0) return first(row, now);
    if (ended != null) return new Telling(ended, null);
    Reason pending = row.pending();
    // A rise in severity does not wait for its turn.
    if (pending == Reason.SEVERITY) return new Telling(pending, null);
    Instant turn = row.newsAt().plus(rules.notifyEvery());
    if (pending != null && !now.isBefore(turn)) return new Telling(pending, null);
    Instant reminder = reminder(row, rules, turn);
    if (reminder != null && !now.isBefore(reminder)) return new Telling(Reason.REMINDER, null);
    // Whether it is one host's affair or not decides what it is part of: that does not wait.
    if (row.shownHosts() == 1 && row.hostCount() > 1) return new Telling(Reason.COUNT, null);
    Instant edit = row.dirty() ? row.revisedAt().plus(editEvery(row, rules)) : null;
    if (edit != null && !now.isBefore(edit)) return new Telling(Reason.COUNT, null);
    return new Telling(null, earliest(pending == null ? null : turn, earliest(reminder, edit)));
  }

  private static Telling first(IncidentRow row, Instant now) {
    Instant tellAt = row.tellAt();
    if (tellAt != null && now.isBefore(tellAt)) return new Telling(null, tellAt);
    return new Telling(row.state().isOver() ? Reason.LATE : row.openReason(), null);
  }

  private static @Nullable Instant reminder(IncidentRow row, UnitRules rules, Instant turn) {
    if (row.state() != AlertState.OPEN || row.reminders() >= rules.remind().size()) return null;
    Instant at = row.openedAt().plus(rules.remind().get(row.reminders()));
    return at.isBefore(turn) ? turn : at;
  }

  private static Duration editEvery(IncidentRow row, UnitRules rules) {
    Duration every = rules.updateEvery().multipliedBy(1L << Math.min(row.quietEdits(), 10));
    if (every.compareTo(RAREST) <= 0) return every;
    return rules.updateEvery().compareTo(RAREST) > 0 ? rules.updateEvery() : RAREST;
  }

  static @Nullable Instant earliest(@Nullable Instant a, @Nullable Instant b) {
    if (a == null) return b;
    return b == null || a.isBefore(b) ? a : b;
  }
}
