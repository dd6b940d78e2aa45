package dev.groundhog.ctl.ask;

import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitGlob;
import org.jspecify.annotations.Nullable;

/**
 * Which events are shown. Ticks, which are no facts of hosts, never are.
 *
 * @param unit glob over units, with or without the suffix; null: all
 * @param host glob over hosts; null: all
 * @param alive also signs of life
 */
record EventFilter(@Nullable String unit, @Nullable String host, boolean alive) {

  boolean shows(UnitEvent event) {
    if (event.type() == EventType.TICK) return false;
    if (event.type() == EventType.ALIVE && !alive) return false;
    return (unit == null || (event.unit() != null && UnitGlob.matches(unit, event.unit())))
        && (host == null || UnitGlob.matches(host, event.host()));
  }

  boolean isAll() {
    return unit == null && host == null;
  }
}
