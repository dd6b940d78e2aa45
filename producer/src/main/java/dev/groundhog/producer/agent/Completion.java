package dev.groundhog.producer.agent;

import dev.groundhog.events.EventType;
import dev.groundhog.events.Tail;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.producer.journal.Journal;
import dev.groundhog.producer.journal.StopStory;
import dev.groundhog.producer.journal.UnitState;
import dev.groundhog.producer.labels.Labels;
import dev.groundhog.producer.redact.Mask;
import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.producer.spool.SpooledEvent;
import dev.groundhog.producer.tail.TailText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds to what the hook knew what the host knows: from the journal the tail and whether the stop
 * was asked for, from systemd the restart counter, and labels.
 *
 * <p>Whoever has several events lets {@link Inquiries} ask about them all first. Not thread-safe.
 */
final class Completion {
  /** Hears of each stop, complete. */
  @FunctionalInterface
  interface StopListener {
    void stopped(UnitEvent event, HostTime captured, UnitState state);
  }

  private final Journal journal;
  private final Inquiries inquiries;
  private final Labels unitLabels;
  private final Map<String, String> labels;
  private final StopListener listener;
  private final RunMemory memory = new RunMemory();

  /** Sees all text that a unit or a person gave, before it leaves the host. */
  private final Mask mask;

  Completion(
      Journal journal,
      Labels unitLabels,
      Map<String, String> labels,
      Mask mask,
      Inquiries.Pause pause,
      StopListener listener) {
    this.journal = journal;
    this.inquiries = new Inquiries(journal, pause);
    this.unitLabels = unitLabels;
    this.labels = labels;
    this.mask = mask;
    this.listener = listener;
  }

  Inquiries inquiries() {
    return inquiries;
  }

  UnitEvent complete(SpooledEvent spooled, HostTime now) throws InterruptedException {
    UnitEvent event = spooled.event();
    UnitEventBuilder complete = UnitEventBuilder.builder(event);
    if (event.text() != null) complete.text(TailText.text(event.text(), mask));
    if (event.title() != null) complete.title(TailText.text(event.title(), mask));
    String run = event.invocation();
    String unit = event.unit();
    if (run == null || !journal.isHere()) {
      if (event.type() == EventType.STOPPED) complete.tail(fileTail(spooled));
      return complete.labels(withLabels(event, now)).build();
    }
    boolean stopped = event.type() == EventType.STOPPED;
    if (stopped ? inquiries.of(run) == null : unit != null && inquiries.state(unit) == null) {
      inquiries.prepare(List.of(spooled), now);
    }
    complete.labels(withLabels(event, now));
    Inquiry inquiry = inquiries.of(run);
    StopStory story = stopped && inquiry != null ? inquiry.story() : StopStory.of(List.of());
    if (unit != null) complete.restarts(restarts(event, unit, run, story));
    if (!stopped || inquiry == null) return complete.build();
    UnitEvent whole =
        complete
            .planned(event.planned() != null ? event.planned() : story.planned())
            .tail(spooled.log() != null ? fileTail(spooled) : journalTail(spooled, inquiry.lines()))
            .build();
    UnitState state = unit == null ? null : inquiries.state(unit);
    if (inquiry.isFresh() && state != null) listener.stopped(whole, spooled.captured(), state);
    return whole;
  }

  /** The manager's own count wins; it logs it for a run that is followed by another. */
  private @Nullable Integer restarts(UnitEvent event, String unit, String run, StopStory story) {
    UnitState state = inquiries.state(unit);
    // A stop's own manager entries are read after the counter; if it had gone up, they say so.
    OptionalInt counter =
        state != null && state.isRun(run) ? state.restarts() : OptionalInt.empty();
    OptionalInt now = story.restarts().isPresent() ? story.restarts() : counter;
    if (event.restarts() != null) now = OptionalInt.of(event.restarts());
    OptionalInt known = memory.restarts(unit, run, now);
    if (story.restarts().isPresent()) {
      memory.restartFollows(unit, run, story.restarts().getAsInt() + 1);
    }
    return known.isPresent() ? known.getAsInt() : null;
  }

  private @Nullable Tail fileTail(SpooledEvent spooled) {
    if (spooled.log() == null && spooled.logNote() == null) return null;
    List<String> lines = TailText.endOfLog(spooled.body());
    return TailText.of("file", lines, spooled.lines(), mask, spooled.logNote());
  }

  private @Nullable Tail journalTail(SpooledEvent spooled, List<String> lines) {
    if (lines.isEmpty()) return fileTail(spooled);
    return TailText.of("journal", lines, spooled.lines(), mask, spooled.logNote());
  }

  /**
   * What the event says of itself wins, then what the unit says, then the host's. What is too many
   * is left out from the end of that order: a note of any user can bring as many as are allowed.
   */
  private Map<String, String> withLabels(UnitEvent event, HostTime now) {
    Map<String, String> all = masked(event.labels());
    String unit = event.unit();
    String run = event.invocation();
    if (unit != null && run != null) {
      Map<String, String> known = memory.labels(unit, run);
      addWhileThereIsRoom(all, known == null ? learn(event, unit, run, now) : known);
    }
    addWhileThereIsRoom(all, labels);
    return all;
  }

  private Map<String, String> masked(Map<String, String> labels) {
    Map<String, String> masked = new TreeMap<>(labels);
    masked.replaceAll((name, value) -> TailText.text(value, mask));
    return masked;
  }

  private static void addWhileThereIsRoom(Map<String, String> all, Map<String, String> more) {
    more.forEach(
        (name, value) -> {
          if (all.size() < UnitEvent.MAX_LABELS) all.putIfAbsent(name, value);
        });
  }

  private Map<String, String> learn(UnitEvent event, String unit, String run, HostTime now) {
    UnitState state = inquiries.state(unit);
    if (state == null) return Map.of();
    Instant at = event.at() == null ? Instant.ofEpochMilli(now.wallMillis()) : event.at();
    Map<String, String> found =
        masked(unitLabels.ofUnit(state.property("Environment"), state.property("ExecStart"), at));
    memory.remember(unit, run, found);
    return found;
  }
}
