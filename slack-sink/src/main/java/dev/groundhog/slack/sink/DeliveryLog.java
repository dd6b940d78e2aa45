package dev.groundhog.slack.sink;

import dev.groundhog.events.Delivery;

/** The sink's memory outside of it. Writing returns only when the record is safe. */
interface DeliveryLog {
  /** Replaces what is remembered of the incident. */
  void remember(Delivery delivery);

  /** Puts aside what Slack will never take. */
  void putAside(Entry entry, String reason);
}
