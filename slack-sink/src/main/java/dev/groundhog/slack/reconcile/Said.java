package dev.groundhog.slack.reconcile;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.MuteTimes;
import dev.groundhog.events.Silences;
import dev.groundhog.events.UnitGlob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What people have said of incidents so far: silences, acknowledgements, marks. Immutable. */
public final class Said {
  /** Nobody has said anything. */
  public static final Said NOTHING = new Said(Silences.NONE, MuteTimes.NONE, Map.of(), Map.of());

  /** An incident that begins so soon after a mark may have come of it. */
  public static final Duration SHOWN_FOR = Duration.ofMinutes(30);

  /** Marks of one incident; more deploys within half an hour say no more. */
  private static final int MAX_MARKS = 3;

  private final Silences silences;
  private final MuteTimes mute;
  private final Map<String, ControlEvent> acks;
  private final Map<String, ControlEvent> marks;

  private Said(
      Silences silences,
      MuteTimes mute,
      Map<String, ControlEvent> acks,
      Map<String, ControlEvent> marks) {
    this.silences = silences;
    this.mute = mute;
    this.acks = acks;
    this.marks = marks;
  }

  /** With the next event of the control topic, of whatever type. */
  public Said with(ControlEvent event) {
    Map<String, ControlEvent> newAcks = acks;
    Map<String, ControlEvent> newMarks = marks;
    if (event.type() == ControlType.ACK) {
      newAcks = new LinkedHashMap<>(acks);
      newAcks.put(String.valueOf(event.incident()), event);
    } else if (event.type() == ControlType.MARK && event.at() != null) {
      newMarks = new LinkedHashMap<>(marks);
      newMarks.put(event.id(), event);
    }
    return new Said(silences.with(event), mute.with(event), newAcks, newMarks);
  }

  /** Nothing but what the settings say of channels. */
  public static Said ofSettings(MuteTimes mute) {
    return new Said(Silences.NONE, mute, Map.of(), Map.of());
  }

  /** Until when this channel wants to hear of nothing; null: it does now. */
  public @Nullable Instant mutedUntil(String channel, Instant now) {
    return mute.until(channel, now);
  }

  /**
   * Whether and how telling of it is held back now; of one that is over also whether it ended
   * silently, for then nobody waits for it, whatever holds now. It did if it was silenced when that
   * became known; what nobody was told of, also if it was silenced when it last crashed, for it is
   * closed long after.
   *
   * @param told whether people know of it
   */
  public Hold hold(Alert alert, boolean told, Instant now) {
    Instant until = until(alert, now);
    if (until == null && alert.state().isOver()) {
      boolean closed = alert.state() == AlertState.CLOSED;
      until = until(alert, closed && !told ? alert.lastCrashAt() : alert.at());
    }
    return new Hold(until, acks.containsKey(alert.incident()));
  }

  private @Nullable Instant until(Alert alert, Instant at) {
    return silences
        .holds(alert, at)
        .map(event -> Objects.requireNonNull(event.silence()).until())
        .orElse(null);
  }

  /** What belongs beside it: marks shortly before its first crash, and who takes care of it. */
  public List<ControlEvent> remarks(Alert alert) {
    List<ControlEvent> remarks = new ArrayList<>();
    marks.values().stream()
        .filter(mark -> isShown(mark, alert))
        .sorted(Comparator.comparing(Said::at).reversed().thenComparing(ControlEvent::id))
        .limit(MAX_MARKS)
        .forEach(remarks::add);
    ControlEvent ack = acks.get(alert.incident());
    if (ack != null) remarks.add(ack);
    return remarks;
  }

  private static boolean isShown(ControlEvent mark, Alert alert) {
    Duration before = Duration.between(at(mark), alert.firstCrashAt());
    return !before.isNegative() && before.compareTo(SHOWN_FOR) <= 0 && concerns(mark.unit(), alert);
  }

  private static boolean concerns(@Nullable String glob, Alert alert) {
    if (glob == null) return true;
    if (alert.unit() != null && UnitGlob.matches(glob, alert.unit())) return true;
    return alert.members().stream().anyMatch(member -> UnitGlob.matches(glob, member.unit()));
  }

  private static Instant at(ControlEvent mark) {
    return Objects.requireNonNull(mark.at());
  }

  /**
   * What people's words mean for one incident at one moment.
   *
   * @param until it is held back until then, as things stand; null: it is told
   * @param acknowledged whether somebody takes care of it, and need not be reminded
   */
  public record Hold(@Nullable Instant until, boolean acknowledged) {
    /** Nobody has said anything of it. */
    public static final Hold NONE = new Hold(null, false);

    /** Held back until then at least. */
    public Hold atLeast(@Nullable Instant other) {
      if (other == null || (until != null && !other.isAfter(until))) return this;
      return new Hold(other, acknowledged);
    }
  }
}
