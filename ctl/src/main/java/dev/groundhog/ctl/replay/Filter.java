package dev.groundhog.ctl.replay;

import dev.groundhog.engine.signal.UnitFamily;
import dev.groundhog.events.Alert;
import dev.groundhog.events.UnitEvent;
import org.jspecify.annotations.Nullable;

/**
 * What of a replay is shown. Everything is judged all the same: an incident does not become another
 * one because somebody looks at a part of it.
 *
 * @param unit a unit or a unit family; null: all
 * @param host null: all
 */
record Filter(@Nullable String unit, @Nullable String host) {

  boolean shows(UnitEvent event) {
    return shows(event.unit()) && (host == null || host.equals(event.host()));
  }

  boolean shows(Alert alert) {
    boolean hostShown =
        host == null || alert.hosts().stream().anyMatch(part -> part.host().equals(host));
    boolean unitShown =
        shows(alert.unit()) || alert.members().stream().anyMatch(member -> shows(member.unit()));
    return unitShown && hostShown;
  }

  private boolean shows(@Nullable String its) {
    if (unit == null) return true;
    return its != null
        && (its.equals(unit) || UnitFamily.of(its).equals(unit) || UnitFamily.of(unit).equals(its));
  }
}
