package dev.groundhog.engine.fleet;

import dev.groundhog.events.Alert;
import java.util.List;

/**
 * Sees every revision of every incident and is the last to say what goes to the alerts topic. It
 * passes unit incidents on as they are; incidents of whole hosts and of causes that many units
 * share belong here.
 */
public final class FleetDesk {

  /** Takes in the next revision; returns what is to be alerted, in order. */
  public List<Alert> accept(Alert revision) {
    return List.of(revision);
  }
}
