package dev.groundhog.engine.unit;

import dev.groundhog.events.AlertState;
import dev.groundhog.events.HostState;
import java.util.Collection;
import java.util.List;

/** How an incident ended, from how its hosts stand: the word that is true of all of them. */
final class Ending {
  /** From the least comforting on. */
  private static final List<HostState> WORST_FIRST =
      List.of(
          HostState.CRASHING,
          HostState.NOT_HEARD_FROM,
          HostState.GAVE_UP,
          HostState.DOWN,
          HostState.QUIET,
          HostState.RECOVERED,
          HostState.STOPPED);

  private Ending() {}

  /** How a host stands of whose units one stands so and one so. */
  static HostState worse(HostState a, HostState b) {
    return WORST_FIRST.indexOf(a) <= WORST_FIRST.indexOf(b) ? a : b;
  }

  /**
   * The least comforting host decides, because "recovered" must mean every host: silence before
   * down before nothing known before recovered. A host where somebody stopped the unit by hand is
   * not expected to run; if all are, the unit is down.
   */
  static AlertState of(Collection<HostState> hosts) {
    if (hosts.contains(HostState.NOT_HEARD_FROM)) return AlertState.NOT_HEARD_FROM;
    if (hosts.contains(HostState.DOWN) || hosts.contains(HostState.GAVE_UP)) return AlertState.DOWN;
    if (hosts.contains(HostState.QUIET) || hosts.isEmpty()) return AlertState.QUIET;
    if (hosts.stream().allMatch(s -> s == HostState.STOPPED)) return AlertState.DOWN;
    return AlertState.RECOVERED;
  }
}
