package dev.groundhog.engine.signal;

import dev.groundhog.events.UnitEvent;
import java.time.Instant;

/**
 * When a fact happened, by the broker's clock. Hosts' wall clocks differ and jump, and spooled
 * facts arrive late; the host's monotonic {@code age} cancels both.
 */
public final class When {
  private When() {}

  /**
   * {@code appended − age}; without an age {@code at}, but never later than it was appended;
   * without either, when it was appended.
   *
   * @param appended when the broker wrote the record
   */
  public static Instant of(UnitEvent event, Instant appended) {
    Long age = event.age();
    if (age != null) return appended.minusMillis(age);
    Instant at = event.at();
    return at != null && at.isBefore(appended) ? at : appended;
  }
}
