package dev.groundhog.ctl.replay;

import dev.groundhog.ctl.log.Source;
import dev.groundhog.events.Alert;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.MuteTimes;
import dev.groundhog.events.Silences;
import dev.groundhog.events.Wire;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** What people did not want to hear of, as it stood at each moment of the log. Mutable. */
final class SilenceHistory {
  private final Queue<Said> toCome = new ArrayDeque<>();
  private Silences silences = Silences.NONE;
  private MuteTimes mute = MuteTimes.NONE;

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
   * What holds back telling of this alert at a moment: a silence, or its channel's mute time.
   *
   * @param time not before that of the last call
   */
  Optional<ControlEvent> holds(Alert alert, Instant time) {
    for (Said next = toCome.peek();
        next != null && !next.appended().isAfter(time);
        next = toCome.peek()) {
      silences = silences.with(next.event());
      mute = mute.with(next.event());
      toCome.remove();
    }
    Optional<ControlEvent> silence = silences.holds(alert, time);
    return silence.isPresent() ? silence : mute.holds(alert, time);
  }
}
