package dev.groundhog.slack.delivery;

import dev.groundhog.events.Alert;
import dev.groundhog.events.Severity;

/** Which replies are shown in the channel as well as in their thread. */
public enum Broadcast {
  NEVER,
  /** What makes a critical incident worse. */
  CRITICAL,
  ALWAYS;

  boolean covers(Alert alert) {
    return switch (this) {
      case NEVER -> false;
      case ALWAYS -> true;
      case CRITICAL -> alert.severity() == Severity.CRITICAL && !alert.state().isOver();
    };
  }
}
