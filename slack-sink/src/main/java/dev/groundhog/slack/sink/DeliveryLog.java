package dev.groundhog.slack.sink;

import dev.groundhog.events.Delivery;
import java.util.List;

/** The sink's memory outside of it. Writing returns only when the record is safe. */
interface DeliveryLog {
  /** Replaces what is remembered of the incident. */
  default void remember(Delivery delivery) {
    remember(List.of(delivery));
  }

  /** Of several incidents at once: all or none. */
  void remember(List<Delivery> deliveries);

  /** Puts aside what Slack will never take. */
  void putAside(Entry entry, String reason);
}
