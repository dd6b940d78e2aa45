package dev.groundhog.engine.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part that a unit incident has in a larger one: small, because all of them are read when one
 * changes.
 *
 * @param left what it was when it left, without log lines; null while it is part. Its crashes stay
 *     in the larger one's figures, which never fall
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Part(
    String incident,
    String unit,
    AlertState state,
    Severity severity,
    long crashes,
    int hosts,
    Instant lastCrashAt,
    @Nullable Alert left) {

  static Part of(Alert alert) {
    return new Part(
        alert.incident(),
        alert.unit() == null ? alert.incident() : alert.unit(),
        alert.state(),
        alert.severity(),
        alert.crashes(),
        alert.hostCount(),
        alert.lastCrashAt(),
        null);
  }

  /** The same as it leaves. */
  static Part leaving(Alert alert) {
    List<Alert.Cause> causes =
        alert.causes().stream()
            .map(
                c ->
                    new Alert.Cause(
                        c.fingerprint(), c.title(), c.crashes(), c.hosts(), null, c.decisive()))
            .toList();
    Part part = of(alert);
    return new Part(
        part.incident,
        part.unit,
        part.state,
        part.severity,
        part.crashes,
        part.hosts,
        part.lastCrashAt,
        AlertBuilder.builder(alert).causes(causes).build());
  }

  boolean hasLeft() {
    return left != null;
  }

  boolean isCrashing() {
    return !hasLeft() && state == AlertState.OPEN;
  }

  Alert.Member listed() {
    return new Alert.Member(incident, unit, state, crashes, hosts, hasLeft());
  }
}
