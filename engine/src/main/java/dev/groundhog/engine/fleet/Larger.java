package dev.groundhog.engine.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import dev.groundhog.events.Severity;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An incident of a host or of a cause; its members have rows of their own.
 *
 * @param id axis, when it was opened, short hash
 * @param scope HOST or CAUSE
 * @param value the host's name, the cause's fingerprint
 * @param at the log's time of its newest change; never goes back
 * @param units unit families that were or are part of it
 * @param revision newest revision made; 0: not told yet
 * @param toldStep the step of {@code spread}, in units, that people know of
 * @param quietEdits count revisions since the last news; they grow rarer
 * @param reminders reminders made, or made needless by other news
 * @param pending news that waits for its turn
 * @param channel where all its first members were told; null: the sink's own, also where they
 *     differ
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Larger(
    String id,
    Scope scope,
    String value,
    AlertState state,
    Severity severity,
    Instant openedAt,
    Instant at,
    int units,
    int reopened,
    int revision,
    int newsRevision,
    Reason newsReason,
    Instant newsAt,
    Instant revisedAt,
    int toldStep,
    int quietEdits,
    int reminders,
    @Nullable Reason pending,
    @Nullable String channel) {

  Axis axis() {
    return new Axis(scope, value);
  }

  Reason openReason() {
    return scope == Scope.CAUSE ? Reason.SHARED_CAUSE : Reason.MANY_UNITS;
  }
}
