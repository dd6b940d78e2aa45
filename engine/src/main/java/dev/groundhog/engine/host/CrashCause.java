package dev.groundhog.engine.host;

import dev.groundhog.engine.cause.CauseKey;
import dev.groundhog.engine.cause.Causes;
import dev.groundhog.engine.signal.Exit;
import dev.groundhog.events.Tail;
import dev.groundhog.events.UnitEvent;
import java.util.Optional;

/** What a crash looks like: the cause of an event's bounded tail and of how the run ended. Pure. */
public final class CrashCause {
  private CrashCause() {}

  /** As the host desk takes it, if the event is a crash. */
  public static Optional<CauseKey> of(UnitEvent event) {
    return of(event, Bounds.tail(event.tail()));
  }

  static Optional<CauseKey> of(UnitEvent event, Tail bounded) {
    return Causes.of(bounded, Exit.of(event));
  }
}
