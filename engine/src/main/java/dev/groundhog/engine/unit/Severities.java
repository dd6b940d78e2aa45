package dev.groundhog.engine.unit;

import dev.groundhog.engine.rules.UnitRules;
import dev.groundhog.events.Severity;
import org.jspecify.annotations.Nullable;

/** How bad an incident is, by its rules. */
final class Severities {
  private Severities() {}

  /**
   * That systemd gave up somewhere is judged where that is seen.
   *
   * @param knownHosts null: unknown, and then no share is claimed
   */
  static Severity of(int hosts, @Nullable Integer knownHosts, UnitRules rules) {
    return rules.severity().isReached(hosts, knownHosts) ? Severity.CRITICAL : Severity.WARNING;
  }
}
