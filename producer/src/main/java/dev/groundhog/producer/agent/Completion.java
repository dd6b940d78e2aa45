package dev.groundhog.producer.agent;

import dev.groundhog.events.EventType;
import dev.groundhog.events.Tail;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.producer.journal.Journal;
import dev.groundhog.producer.journal.RunLog;
import dev.groundhog.producer.journal.RunQuestion;
import dev.groundhog.producer.journal.StopStory;
import dev.groundhog.producer.journal.UnitState;
import dev.groundhog.producer.labels.Labels;
import dev.groundhog.producer.redact.Mask;
import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.producer.spool.SpooledEvent;
import dev.groundhog.producer.tail.TailText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds to what the hook knew what the host knows: from the journal the tail and whether the stop
 * was asked for, from systemd the restart counter, and labels.
 *
 * <p>Each question to the journal costs a process, so it is asked about many events at once:
 * whoever has several calls {@link #prepare} first. Fresh events of one batch wait together. Not
 * thread-safe.
 */
final class Completion {
  /** How a fresh event waits for the journal. */
  @FunctionalInterface
  interface Pause {
    void once() throws InterruptedException;
  }

  /** Hears of each stop, complete. */
  @FunctionalInterface
  interface StopListener {
    void stopped(UnitEvent event, HostTime captured, UnitState state);
  }

  /** Two questions about lines, or one about the manager's words. */
  static final int BATCH = 64;

  private static final long FRESH_MILLIS = 5_000;

  private final Journal journal;
  private final UnitStates states;
  private final Labels unitLabels;
  private final Map<String, String> labels;
  private final Pause pause;
  private final StopListener listener;
  private final RunMemory memory = new RunMemory();
  private final Map<String, Inquiry> answered = new HashMap<>();

  /** Sees all text that a unit or a person gave, before it leaves the host. */
  private final Mask mask;

  Completion(
      Journal journal,
      Labels unitLabels,
      Map<String, String> labels,
      Mask mask,
      Pause pause,
      StopListener listener) {
    this.journal = journal;
    this.states = new UnitStates(journal);
    this.unitLabels = unitLabels;
    this.labels = labels;
    this.mask = mask;
    this.pause = pause;
    this.listener = listener;
  }

  /**
   * Asks about all of these at once. What was learnt of others before is forgotten; what was learnt
   * of these is kept, so that an event that is tried again and again is not asked about again.
   */
  void prepare(List<SpooledEvent> upcoming, HostTime now) throws InterruptedException {
    if (!journal.isHere()) return;
    Set<String> runs = new HashSet<>();
    Set<String> units = new HashSet<>();
    for (SpooledEvent spooled : upcoming) {
      if (spooled.event().invocation() != null) runs.add(spooled.event().invocation());
      if (spooled.event().unit() != null) units.add(spooled.event().unit());
    }
    answered.keySet().retainAll(runs);
    states.prepare(units, now.uptimeMillis());
    Set<String> changed = new HashSet<>();
    List<Inquiry> open = new ArrayList<>();
    for (SpooledEvent spooled : upcoming) {
      UnitEvent event = spooled.event();
      String run = event.invocation();
      boolean fresh = spooled.captured().ageAt(now) < FRESH_MILLIS;
      UnitState state = event.unit() == null ? null : states.of(event.unit());
      if (fresh && run != null && state != null && !state.isRun(run))
        changed.add(state.property("Id"));
      if (event.type() != EventType.STOPPED || run == null || answered.containsKey(run)) continue;
      String namespace = state == null ? "" : state.property("LogNamespace");
      open.add(new Inquiry(spooled, run, namespace, fresh));
    }
    states.refresh(changed, now.uptimeMillis());
    ask(open);
  }

  private void ask(List<Inquiry> inquiries) throws InterruptedException {
    List<Inquiry> open = inquiries;
    while (!open.isEmpty()) {
      List<RunQuestion> questions = open.stream().map(Inquiry::question).toList();
      Map<String, RunLog> logs = journal.runs(questions);
      List<Inquiry> waiting = new ArrayList<>();
      for (Inquiry inquiry : open) {
        inquiry.hear(logs.getOrDefault(inquiry.question().invocation(), RunLog.EMPTY));
        if (inquiry.waits()) waiting.add(inquiry);
        else answered.put(inquiry.question().invocation(), inquiry);
      }
      open = waiting;
      if (!open.isEmpty()) pause.once();
    }
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
    if (stopped ? !answered.containsKey(run) : unit != null && states.of(unit) == null) {
      prepare(List.of(spooled), now);
    }
    complete.labels(withLabels(event, now));
    Inquiry inquiry = answered.get(run);
    StopStory story = stopped && inquiry != null ? inquiry.story() : StopStory.of(List.of());
    if (unit != null) complete.restarts(restarts(event, unit, run, story));
    if (!stopped || inquiry == null) return complete.build();
    UnitEvent whole =
        complete
            .planned(event.planned() != null ? event.planned() : story.planned())
            .tail(spooled.log() != null ? fileTail(spooled) : journalTail(spooled, inquiry.lines()))
            .build();
    UnitState state = unit == null ? null : states.of(unit);
    if (inquiry.isFresh() && state != null) listener.stopped(whole, spooled.captured(), state);
    return whole;
  }

  /** The manager's own count wins; it logs it for a run that is followed by another. */
  private @Nullable Integer restarts(UnitEvent event, String unit, String run, StopStory story) {
    UnitState state = states.of(unit);
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
    Map<String, String> all = new TreeMap<>(event.labels());
    String unit = event.unit();
    String run = event.invocation();
    if (unit != null && run != null) {
      Map<String, String> known = memory.labels(unit, run);
      addWhileThereIsRoom(all, known == null ? learn(event, unit, run, now) : known);
    }
    addWhileThereIsRoom(all, labels);
    all.replaceAll((name, value) -> TailText.text(value, mask));
    return all;
  }

  private static void addWhileThereIsRoom(Map<String, String> all, Map<String, String> more) {
    more.forEach(
        (name, value) -> {
          if (all.size() < UnitEvent.MAX_LABELS) all.putIfAbsent(name, value);
        });
  }

  private Map<String, String> learn(UnitEvent event, String unit, String run, HostTime now) {
    UnitState state = states.of(unit);
    if (state == null) return Map.of();
    Instant at = event.at() == null ? Instant.ofEpochMilli(now.wallMillis()) : event.at();
    Map<String, String> found =
        unitLabels.ofUnit(state.property("Environment"), state.property("ExecStart"), at);
    memory.remember(unit, run, found);
    return found;
  }
}
