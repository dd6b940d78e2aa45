package dev.groundhog.ctl.replay;

import dev.groundhog.ctl.log.Source;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Silences;
import dev.groundhog.events.Wire;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;

/** What people did not want to hear of, as it stood at each moment of the log. Mutable. */
final class SilenceHistory {
  private final Queue<Said> toCome = new ArrayDeque<>();
  private Silences current = Silences.NONE;

  private record Said(Instant appended, ControlEvent event) {}

  private SilenceHistory() {}

  static SilenceHistory read(Source source) {
    SilenceHistory history = new SilenceHistory();
    source.controlEvents(
        record -> {
          if (record.value() == null) return;
          try {
            history.toCome.add(new Said(record.appended(), Wire.CONTROL.decode(record.value())));
          } catch (MalformedEventException e) {
            // The sink did not understand it either; it silences nothing.
          }
        });
    return history;
  }

  /**
   * @param time not before that of the last call
   */
  Silences at(Instant time) {
    for (Said next = toCome.peek();
        next != null && !next.appended().isAfter(time);
        next = toCome.peek()) {
      current = current.with(next.event());
      toCome.remove();
    }
    return current;
  }
}
