package dev.groundhog.engine.unit;

import dev.groundhog.engine.IncidentId;
import dev.groundhog.engine.rules.UnitRules;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** How an incident's row begins and how it changes by being told. */
final class Incidents {
  private Incidents() {}

  /**
   * An incident with nothing in it yet.
   *
   * @param seed what makes its id its own: the id of its first crash
   */
  static IncidentRow fresh(String family, Reason reason, Instant first, String seed, Instant now) {
    return IncidentRowBuilder.builder()
        .id(IncidentId.of(family, first, seed))
        .family(family)
        .state(AlertState.OPEN)
        .openReason(reason)
        .severity(Severity.WARNING)
        .openedAt(now)
        .firstCrashAt(first)
        .lastCrashAt(first)
        .at(now)
        .exits(Map.of())
        .newsReason(reason)
        .newsAt(now)
        .revisedAt(now)
        .dirty(true)
        .build();
  }

  /** The row after one more revision. */
  static IncidentRow told(IncidentRow row, Reason reason, UnitRules rules, Instant now) {
    int revision = row.revision() + 1;
    IncidentRowBuilder next =
        IncidentRowBuilder.builder(row)
            .revision(revision)
            .revisedAt(now)
            .at(now.isAfter(row.at()) ? now : row.at())
            .dirty(false)
            .shownHosts(row.hostCount())
            .tellAt(null);
    if (!reason.isNews()) return next.quietEdits(row.quietEdits() + 1).build();
    return next.newsRevision(revision)
        .newsReason(reason)
        .newsAt(now)
        .pending(null)
        .quietEdits(0)
        .reminders(Math.max(row.reminders(), passed(row, rules, now)))
        .toldStep(Math.max(row.toldStep(), rules.step(row.hostCount())))
        .toldCauses(row.decisiveCauses())
        .build();
  }

  /** Any news reminds people: the reminders whose time has passed need not be made as well. */
  private static int passed(IncidentRow row, UnitRules rules, Instant now) {
    Duration age = Duration.between(row.openedAt(), now);
    return (int) rules.remind().stream().filter(after -> after.compareTo(age) <= 0).count();
  }
}
