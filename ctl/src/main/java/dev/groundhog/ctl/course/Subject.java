package dev.groundhog.ctl.course;

import dev.groundhog.events.Alert;
import dev.groundhog.events.Scope;

/**
 * What an incident is about, whatever crash it is named after.
 *
 * @param scope a unit family, a host, a cause
 * @param name of the family or the host; the fingerprint of the cause
 */
public record Subject(Scope scope, String name) implements Comparable<Subject> {

  static Subject of(Alert alert) {
    // A note, a start and a stop are told once each, and are no two about the same.
    if (!alert.isIncident()) return new Subject(alert.scope(), alert.incident());
    String name =
        switch (alert.scope()) {
          case HOST -> alert.hosts().isEmpty() ? null : alert.hosts().get(0).host();
          case CAUSE -> alert.causes().isEmpty() ? null : alert.causes().get(0).fingerprint();
          default -> alert.unit();
        };
    return new Subject(alert.scope(), name == null ? alert.incident() : name);
  }

  @Override
  public int compareTo(Subject other) {
    int byScope = scope.compareTo(other.scope);
    return byScope != 0 ? byScope : name.compareTo(other.name);
  }
}
