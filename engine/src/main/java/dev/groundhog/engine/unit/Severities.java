package dev.groundhog.engine.unit;

import dev.groundhog.events.Severity;
import org.jspecify.annotations.Nullable;

/** How bad an incident is, where no rule says so. */
final class Severities {
  /** More hosts than this are bad whatever the fleet's size. */
  private static final int MANY = 10;

  private Severities() {}

  /**
   * Critical on at least half of the known hosts (of two or more), or on many. That systemd gave up
   * somewhere is critical too, and is judged where that is seen.
   *
   * @param knownHosts null: unknown, and then no share is claimed
   */
  static Severity of(int hosts, @Nullable Integer knownHosts) {
    boolean half = knownHosts != null && knownHosts >= 2 && hosts * 2 >= knownHosts;
    return half || hosts > MANY ? Severity.CRITICAL : Severity.WARNING;
  }
}
