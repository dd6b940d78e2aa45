package dev.groundhog.events;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One unit family on one host, as far as an alert tells. An incident is a grid of them, and is
 * quiet only when each cell is.
 *
 * @param host null: one that the alert leaves out
 * @param unit null: one that the alert leaves out
 */
record Cell(@Nullable String host, @Nullable String unit) {
  /** Unknown is a state of a later version, which may well be a way of crashing. */
  private static final Set<HostState> CRASHING =
      EnumSet.of(HostState.CRASHING, HostState.GAVE_UP, HostState.UNKNOWN);

  /**
   * All cells that speak for telling, at least one. Once nothing crashes any more these are all
   * that ever did: how it ended is of interest to whoever saw it begin.
   */
  static List<Cell> of(Alert alert) {
    List<@Nullable String> units = units(alert);
    List<Cell> cells = new ArrayList<>();
    for (String host : hosts(alert)) {
      for (String unit : units) cells.add(new Cell(host, unit));
    }
    return cells;
  }

  private static List<@Nullable String> hosts(Alert alert) {
    boolean anyCrashing = alert.hosts().stream().anyMatch(host -> isCrashing(host));
    List<@Nullable String> hosts = new ArrayList<>();
    for (Alert.HostPart host : alert.hosts()) {
      if (!anyCrashing || isCrashing(host)) hosts.add(host.host());
    }
    if (alert.hostsOmitted() > 0 || hosts.isEmpty()) hosts.add(null);
    return hosts;
  }

  private static boolean isCrashing(Alert.HostPart host) {
    return CRASHING.contains(host.state());
  }

  private static List<@Nullable String> units(Alert alert) {
    List<@Nullable String> units = new ArrayList<>();
    if (alert.unit() != null) units.add(alert.unit());
    for (Alert.Member member : alert.members()) units.add(member.unit());
    if (alert.membersOmitted() > 0 || units.isEmpty()) units.add(null);
    return units;
  }
}
