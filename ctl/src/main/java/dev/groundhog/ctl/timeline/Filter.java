package dev.groundhog.ctl.timeline;

import dev.groundhog.engine.signal.UnitFamily;
import dev.groundhog.events.Alert;
import dev.groundhog.events.UnitEvent;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a replay is shown. Everything is judged all the same: an incident does not become another
 * one because somebody looks at a part of it.
 *
 * @param unit a unit or a unit family; null: all
 * @param host null: all
 * @param labels that an event must have, and all crashes of an incident; empty: any
 * @param about what an incident is about; null: everything
 */
public record Filter(
    @Nullable String unit,
    @Nullable String host,
    Map<String, String> labels,
    @Nullable About about) {

  /**
   * What an incident is about.
   *
   * @param families of units
   * @param hosts empty: any
   */
  public record About(Set<String> families, Set<String> hosts) {
    boolean covers(@Nullable String unit, String host) {
      return unit != null
          && families.contains(UnitFamily.of(unit))
          && (hosts.isEmpty() || hosts.contains(host));
    }

    boolean covers(Alert alert) {
      if (alert.unit() != null) return families.contains(alert.unit());
      return alert.members().stream().anyMatch(member -> families.contains(member.unit()));
    }
  }

  public Filter(@Nullable String unit, @Nullable String host) {
    this(unit, host, Map.of(), null);
  }

  boolean shows(UnitEvent event) {
    return showsUnit(event.unit())
        && showsHost(event.host())
        && event.labels().entrySet().containsAll(labels.entrySet())
        && (about == null || about.covers(event.unit(), event.host()));
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
    return unitShown
        && hostShown
        && alert.labels().entrySet().containsAll(labels.entrySet())
        && (about == null || about.covers(alert));
  }

  /** Whether this unit is shown; null: what is of no unit. */
  public boolean showsUnit(@Nullable String its) {
    if (unit == null) return true;
    return its != null
        && (its.equals(unit) || UnitFamily.of(its).equals(unit) || UnitFamily.of(unit).equals(its));
  }
}
