package dev.groundhog.producer.agent;

import dev.groundhog.events.EventType;
import dev.groundhog.events.Tail;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.producer.journal.Journal;
import dev.groundhog.producer.journal.JournalEntry;
import dev.groundhog.producer.journal.StopStory;
import dev.groundhog.producer.redact.Mask;
import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.producer.spool.SpooledEvent;
import dev.groundhog.producer.tail.TailText;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds to what the hook knew what the journal knows: the tail, whether the stop was asked for, the
 * restart counter; and the host's labels.
 *
 * <p>The hook is quicker than the journal: the last lines of a run and the manager's word about its
 * end can arrive some milliseconds after the hook's file. So a fresh event is asked about a few
 * times; an old one once, because what is not there by then never comes.
 */
final class Completion {
  /** How a fresh event waits for the journal. */
  @FunctionalInterface
  interface Pause {
    void once() throws InterruptedException;
  }

  /** journald writes a line within a few ms; under load ten times that was seen. */
  static final long PAUSE_MILLIS = 50;

  private static final int MOST_READINGS = 8;
  private static final int READINGS_OF_SILENCE = 3;
  private static final long FRESH_MILLIS = 5_000;

  private final Journal journal;
  private final Map<String, String> labels;
  private final Pause pause;

  /** Sees all text that a unit or a person gave, before it leaves the host. */
  private final Mask mask;

  Completion(Journal journal, Map<String, String> labels, Mask mask, Pause pause) {
    this.journal = journal;
    this.labels = labels;
    this.mask = mask;
    this.pause = pause;
  }

  UnitEvent complete(SpooledEvent spooled, HostTime now) throws InterruptedException {
    UnitEvent event = spooled.event();
    UnitEventBuilder complete = UnitEventBuilder.builder(event).labels(withHostLabels(event));
    if (event.text() != null) complete.text(TailText.text(event.text(), mask));
    if (event.title() != null) complete.title(TailText.text(event.title(), mask));
    if (event.type() != EventType.STOPPED) return complete.build();
    String invocation = event.invocation();
    if (invocation == null || !journal.isHere()) return complete.tail(fileTail(spooled)).build();

    boolean fresh = spooled.captured().ageAt(now) < FRESH_MILLIS;
    // Before the manager's entries: if the counter has gone up already, they say so.
    OptionalInt counter = restartCounter(event, invocation);
    StopStory story = StopStory.of(journal.managerEntries(invocation));
    List<String> lines = output(spooled, invocation);
    for (int i = 1; i < MOST_READINGS && fresh && waits(spooled, story, lines, i); i++) {
      pause.once();
      story = StopStory.of(journal.managerEntries(invocation));
      lines = output(spooled, invocation);
    }
    return complete
        .planned(event.planned() != null ? event.planned() : story.planned())
        .restarts(restarts(story, counter))
        .tail(hasFileTail(spooled) ? fileTail(spooled) : journalTail(spooled, lines))
        .build();
  }

  /**
   * Whether the journal most likely has more to say about this run in a moment. A run that wrote
   * nothing is waited for a little too: its lines can come after the manager's last word.
   */
  private static boolean waits(
      SpooledEvent spooled, StopStory story, List<String> lines, int readings) {
    if (story.complete())
      return lines.isEmpty() && readings < READINGS_OF_SILENCE && !hasFileTail(spooled);
    // Where the hook had to ask, the manager's words are not in the journal, and never will be.
    boolean managerIsSilent = spooled.event().planned() != null;
    if (managerIsSilent) return lines.isEmpty() && readings < READINGS_OF_SILENCE;
    return story.planned() == null || !hasFileTail(spooled);
  }

  private static boolean hasFileTail(SpooledEvent spooled) {
    return spooled.log() != null;
  }

  private List<String> output(SpooledEvent spooled, String invocation) {
    if (hasFileTail(spooled)) return List.of();
    return journal.output(invocation, Math.max(1, spooled.lines())).stream()
        .flatMap(entry -> linesOf(entry).stream())
        .toList();
  }

  /** One entry can hold several lines. */
  private static List<String> linesOf(JournalEntry entry) {
    return entry.message().lines().toList();
  }

  private OptionalInt restartCounter(UnitEvent event, String invocation) {
    return event.unit() == null ? OptionalInt.empty() : journal.restarts(event.unit(), invocation);
  }

  private static @Nullable Integer restarts(StopStory story, OptionalInt counter) {
    OptionalInt known = story.restarts().isPresent() ? story.restarts() : counter;
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

  /** What the event says of itself wins over what the host says of all. */
  private Map<String, String> withHostLabels(UnitEvent event) {
    Map<String, String> all = new TreeMap<>(labels);
    event.labels().forEach((name, value) -> all.put(name, TailText.text(value, mask)));
    return all;
  }
}
