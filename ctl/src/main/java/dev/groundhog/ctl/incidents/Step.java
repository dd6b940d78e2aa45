package dev.groundhog.ctl.incidents;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Severity;
import java.time.Instant;

/**
 * One revision of an incident, with as much of it as its history needs.
 *
 * @param news whether people were to be notified of it, and not only figures to be corrected
 * @param crashes all of the incident so far
 * @param hostCount hosts with at least one of them so far
 */
public record Step(
    int revision,
    Instant at,
    Reason reason,
    boolean news,
    AlertState state,
    Severity severity,
    long crashes,
    int hostCount) {

  static Step of(Alert alert) {
    return new Step(
        alert.revision(),
        alert.at(),
        alert.reason(),
        alert.isNews(),
        alert.state(),
        alert.severity(),
        alert.crashes(),
        alert.hostCount());
  }
}
