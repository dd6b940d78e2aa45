package dev.groundhog.engine.fleet;

import dev.groundhog.engine.Keys;
import dev.groundhog.engine.rules.FleetRules;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that several units may have in common.
 *
 * @param scope HOST or CAUSE
 * @param value the host's name, the cause's fingerprint
 */
record Axis(Scope scope, String value) {

  /** The axes that a unit incident stands on, the stronger first; none unless it is open. */
  static List<Axis> of(Alert unit) {
    if (unit.state() != AlertState.OPEN) return List.of();
    List<Axis> axes = new ArrayList<>();
    mainCause(unit).ifPresent(cause -> axes.add(new Axis(Scope.CAUSE, cause.fingerprint())));
    if (unit.hostCount() == 1 && unit.hosts().size() == 1) {
      axes.add(new Axis(Scope.HOST, unit.hosts().get(0).host()));
    }
    return axes;
  }

  /**
   * The decisive cause of at least half its crashes: what it mostly dies of. Half and half is
   * neither: which of the two stood first would decide nothing but their names.
   */
  static Optional<Alert.Cause> mainCause(Alert unit) {
    List<Alert.Cause> main =
        unit.causes().stream()
            .filter(cause -> cause.decisive() && cause.crashes() * 2 >= unit.crashes())
            .toList();
    return main.size() == 1 ? Optional.of(main.get(0)) : Optional.empty();
  }

  /** How many unit families make it one larger problem; 0: any number does not. */
  int needed(FleetRules rules) {
    return scope == Scope.CAUSE ? rules.unitsPerCause() : rules.unitsPerHost();
  }

  /** {@code host:web-1}, {@code cause:v1:9c1e04d2}: what its larger incidents' ids begin with. */
  String name() {
    return scope.name().toLowerCase(Locale.ROOT) + ':' + value;
  }

  /** The key of a unit incident on this axis. */
  String key(String incident) {
    return Keys.of(name(), incident);
  }

  /** What the keys of all unit incidents on this axis begin with. */
  String prefix() {
    return Keys.prefix(name());
  }
}
