package dev.groundhog.slack.delivery;

import dev.groundhog.events.Severity;
import dev.groundhog.slack.reconcile.Subject;

/** Which replies are shown in the channel as well as in their thread. */
public enum Broadcast {
  NEVER,
  /** What makes a critical incident worse. */
  CRITICAL,
  ALWAYS;

  boolean covers(Subject subject) {
    return switch (this) {
      case NEVER -> false;
      case ALWAYS -> true;
      case CRITICAL -> subject.severity() == Severity.CRITICAL && !subject.isOver();
    };
  }
}
