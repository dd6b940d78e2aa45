package dev.groundhog.events;

import static java.util.Objects.requireNonNull;

import dev.groundhog.events.ControlEvent.ControlType;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All silences that were ever spoken, each as it was spoken last. Immutable; memory grows with what
 * people say, some hundred bytes each.
 *
 * <p>An incident is held back only while every crashing host of it is covered, be it by several
 * silences: whoever silenced {@code web-1} wants to hear of {@code web-2}. What cannot be known,
 * such as hosts that the alert leaves out, is not covered.
 */
public final class Silences {
  /** Nobody has said anything. */
  public static final Silences NONE = new Silences(new TreeMap<>());

  /** Of several that cover the same the one that holds longest counts. */
  private static final Comparator<ControlEvent> LONGEST_FIRST =
      Comparator.comparing((ControlEvent event) -> silence(event).until())
          .reversed()
          .thenComparing(ControlEvent::id);

  private final SortedMap<String, ControlEvent> byId;

  private Silences(SortedMap<String, ControlEvent> byId) {
    this.byId = byId;
  }

  /**
   * @param events of all types, in the order of the control topic
   */
  public static Silences of(Collection<ControlEvent> events) {
    SortedMap<String, ControlEvent> byId = new TreeMap<>();
    for (ControlEvent event : events) take(byId, event);
    return new Silences(byId);
  }

  /** With the next event of the control topic, of whatever type. */
  public Silences with(ControlEvent event) {
    SortedMap<String, ControlEvent> more = new TreeMap<>(byId);
    take(more, event);
    return new Silences(more);
  }

  private static void take(SortedMap<String, ControlEvent> byId, ControlEvent event) {
    // Whatever has its id now, it is what was said of that id last.
    if (event.type() == ControlType.SILENCE) byId.put(event.id(), event);
    else byId.remove(event.id());
  }

  /** All of them, also those to come and those that have ended, by id. */
  public List<ControlEvent> all() {
    return List.copyOf(byId.values());
  }

  /**
   * Whether people need not be told of this alert now.
   *
   * @return the silence with whose {@code until} that ends, if no other begins before; empty: tell
   */
  public Optional<ControlEvent> holds(Alert alert, Instant now) {
    List<ControlEvent> active =
        byId.values().stream()
            .filter(event -> silence(event).isActive(now))
            .sorted(LONGEST_FIRST)
            .toList();
    if (active.isEmpty()) return Optional.empty();
    ControlEvent firstToEnd = null;
    for (Cell cell : Cell.of(alert)) {
      ControlEvent longest = first(active, alert, cell);
      if (longest == null) return Optional.empty();
      if (firstToEnd == null || LONGEST_FIRST.compare(longest, firstToEnd) > 0) {
        firstToEnd = longest;
      }
    }
    return Optional.ofNullable(firstToEnd);
  }

  private static @Nullable ControlEvent first(List<ControlEvent> active, Alert alert, Cell cell) {
    for (ControlEvent event : active) if (silence(event).covers(alert, cell)) return event;
    return null;
  }

  /** When next a silence begins or ends, after this moment; empty: never, as things stand. */
  public Optional<Instant> nextChange(Instant now) {
    return byId.values().stream()
        .map(Silences::silence)
        .filter(silence -> silence.from().isBefore(silence.until()))
        .flatMap(silence -> Stream.of(silence.from(), silence.until()))
        .filter(moment -> moment.isAfter(now))
        .min(Comparator.naturalOrder());
  }

  private static Silence silence(ControlEvent event) {
    return requireNonNull(event.silence());
  }
}
