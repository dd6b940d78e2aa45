package dev.groundhog.ctl.incidents;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.Silence;
import dev.groundhog.events.Silences;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * That people are not told of an incident now, because every crashing host of it is silenced.
 *
 * @param silence id of the one with which the hold ends, if no other begins before
 * @param by whose word that is
 * @param reason why, in that person's words
 * @param since from when on, as the silences and the incident stand now
 * @param until when it ends, if nothing else is said
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Hold(
    String silence, @Nullable String by, @Nullable String reason, Instant since, Instant until) {

  static Optional<Hold> of(Alert alert, Silences silences, Instant now) {
    // Of a closed one there is nothing left to tell.
    if (alert.state() == AlertState.CLOSED) return Optional.empty();
    return silences.holds(alert, now).map(event -> of(event, alert, silences, now));
  }

  private static Hold of(ControlEvent event, Alert alert, Silences silences, Instant now) {
    Silence silence = event.silence();
    Instant until = silence == null ? now : silence.until();
    return new Hold(event.id(), event.by(), event.text(), since(alert, silences, now), until);
  }

  /** Back over the moments at which a silence began or ended, as far as the hold goes. */
  private static Instant since(Alert alert, Silences silences, Instant now) {
    NavigableSet<Instant> moments = new TreeSet<>(List.of(alert.openedAt()));
    silences.all().stream()
        .map(ControlEvent::silence)
        .flatMap(s -> s == null ? Stream.of() : Stream.of(s.from(), s.until()))
        .filter(moment -> moment.isAfter(alert.openedAt()) && !moment.isAfter(now))
        .forEach(moments::add);
    Instant since = now;
    for (Instant moment : moments.descendingSet()) {
      if (moment.isAfter(now)) continue;
      if (silences.holds(alert, moment).isEmpty()) break;
      since = moment;
    }
    return since;
  }
}
