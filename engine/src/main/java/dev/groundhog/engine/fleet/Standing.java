package dev.groundhog.engine.fleet;

import dev.groundhog.events.AlertState;
import dev.groundhog.events.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a larger incident stands, from how its members do.
 *
 * @param units unit families that are or were part of it
 * @param crashing those that crash
 * @param alone whether one of them crashes on after the others stopped; one that merely has not
 *     been quiet for long enough yet is about to end with them
 * @param severity the worst of them
 * @param ending the least comforting state of those that are over
 * @param empty whether all have left
 * @param closed whether all that stayed are closed
 */
record Standing(
    int units,
    int crashing,
    boolean alone,
    Severity severity,
    AlertState ending,
    boolean empty,
    boolean closed) {
  /** From the least comforting on. */
  private static final List<AlertState> WORST_FIRST =
      List.of(AlertState.NOT_HEARD_FROM, AlertState.DOWN, AlertState.QUIET, AlertState.RECOVERED);

  /**
   * @param resolveAfter without a crash for so long, a unit's incident is over
   */
  static Standing of(List<Part> parts, Duration resolveAfter) {
    Set<String> units = new HashSet<>();
    Set<String> crashing = new HashSet<>();
    Severity severity = Severity.INFO;
    AlertState ending = AlertState.RECOVERED;
    boolean anyOver = false;
    for (Part part : parts) {
      units.add(part.unit());
      if (part.isCrashing()) crashing.add(part.unit());
      if (part.severity().compareTo(severity) > 0) severity = part.severity();
      if (part.hasLeft() || !WORST_FIRST.contains(part.state())) continue;
      anyOver = true;
      ending = worse(ending, part.state());
    }
    List<Part> stayed = parts.stream().filter(part -> !part.hasLeft()).toList();
    return new Standing(
        units.size(),
        crashing.size(),
        crashing.size() == 1 && isAlone(parts, resolveAfter),
        severity,
        anyOver ? ending : AlertState.QUIET,
        stayed.isEmpty(),
        stayed.stream().allMatch(part -> part.state() == AlertState.CLOSED));
  }

  private static boolean isAlone(List<Part> parts, Duration resolveAfter) {
    Instant last = Instant.MIN;
    Instant others = Instant.EPOCH;
    for (Part part : parts) {
      Instant its = part.lastCrashAt();
      if (part.isCrashing()) last = its.isAfter(last) ? its : last;
      else if (!part.hasLeft()) others = its.isAfter(others) ? its : others;
    }
    return last.isAfter(others.plus(resolveAfter));
  }

  private static AlertState worse(AlertState a, AlertState b) {
    return Comparator.<AlertState>comparingInt(WORST_FIRST::indexOf).compare(a, b) <= 0 ? a : b;
  }

  /** The state after this one. An end is told once; what comes after it is only its closing. */
  AlertState next(AlertState now) {
    if (empty) return AlertState.CLOSED;
    if (now == AlertState.OPEN) return crashing == 0 || alone ? ending : now;
    if (closed) return AlertState.CLOSED;
    // A later sign of life may still turn "quiet" into "recovered", as it does for each of them.
    return ending == AlertState.RECOVERED ? ending : now;
  }
}
