package dev.groundhog.producer.agent;

import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import java.util.Set;
import java.util.TreeSet;

/**
 * The units that run, as far as the hooks' events tell: the answer on a host whose systemd cannot
 * be asked. It begins empty with each agent, and so claims less than is true, never more.
 */
final class RunningUnits {
  private final Set<String> running = new TreeSet<>();

  void saw(UnitEvent event) {
    if (event.unit() == null) return;
    if (event.type() == EventType.STARTING) running.add(event.unit());
    if (event.type() == EventType.STOPPED) running.remove(event.unit());
  }

  Set<String> now() {
    return Set.copyOf(running);
  }
}
