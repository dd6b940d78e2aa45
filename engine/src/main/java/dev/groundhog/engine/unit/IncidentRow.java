package dev.groundhog.engine.unit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Severity;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An incident without its hosts and causes, which have rows of their own, so that no row grows with
 * the fleet.
 *
 * @param at the log's time of the newest change; never goes back
 * @param causeCount causes with a row
 * @param decisiveCauses those of them that name the fault
 * @param exits at most {@link #MAX_EXITS} different ones, the rest under "other"
 * @param labels what all its crashes share; null before the first crash
 * @param revision newest revision made; 0: not told yet
 * @param toldStep the step of {@code spread} that people know of
 * @param shownHosts the hosts in the newest revision
 * @param toldCauses the decisive causes that people know of
 * @param quietEdits count revisions since the last news; they grow rarer
 * @param reminders reminders made, or made needless by other news
 * @param pending news that waits for its turn
 * @param dirty whether figures changed since the newest revision
 * @param tellAt not before: a loop that may be over is told when that is known
 * @param recheckAt when an incident that is over must be looked at again
 * @param closedAt when it was closed, in the log's time; null before that
 * @param due its date in the agenda
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IncidentRow(
    String id,
    String family,
    AlertState state,
    Reason openReason,
    Severity severity,
    Instant openedAt,
    Instant firstCrashAt,
    Instant lastCrashAt,
    Instant at,
    long crashes,
    int hostCount,
    int causeCount,
    int decisiveCauses,
    int reopened,
    Map<String, Long> exits,
    @Nullable Map<String, String> labels,
    int revision,
    int newsRevision,
    Reason newsReason,
    Instant newsAt,
    Instant revisedAt,
    int toldStep,
    int shownHosts,
    int toldCauses,
    int quietEdits,
    int reminders,
    @Nullable Reason pending,
    boolean dirty,
    @Nullable Instant tellAt,
    @Nullable Instant recheckAt,
    @Nullable Instant closedAt,
    @Nullable Instant due) {

  static final int MAX_EXITS = 16;

  public IncidentRow {
    exits = new TreeMap<>(exits);
    labels = labels == null ? null : new TreeMap<>(labels);
  }

  /** Labels for finding its rules and for its revisions. */
  Map<String, String> sharedLabels() {
    return labels == null ? Map.of() : labels;
  }
}
