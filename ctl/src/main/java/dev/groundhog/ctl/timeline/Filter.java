package dev.groundhog.ctl.timeline;

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
public record Filter(@Nullable String unit, @Nullable String host) {

  boolean shows(UnitEvent event) {
    return showsUnit(event.unit()) && showsHost(event.host());
  }

  /** Whether anything of this host is shown. */
  public boolean showsHost(String its) {
    return host == null || host.equals(its);
  }

  /** Whether an incident is: one with a part in what is looked at. */
  public boolean shows(Alert alert) {
    boolean hostShown =
        host == null || alert.hosts().stream().anyMatch(part -> part.host().equals(host));
    boolean unitShown =
        showsUnit(alert.unit())
            || alert.members().stream().anyMatch(member -> showsUnit(member.unit()));
    return unitShown && hostShown;
  }

  /** Whether this unit is shown; null: what is of no unit. */
  public boolean showsUnit(@Nullable String its) {
    if (unit == null) return true;
    return its != null
        && (its.equals(unit) || UnitFamily.of(its).equals(unit) || UnitFamily.of(unit).equals(its));
  }
}
