package dev.groundhog.producer.agent;

import dev.groundhog.events.UnitEvent;
import dev.groundhog.producer.journal.JournalEntry;
import dev.groundhog.producer.journal.RunLog;
import dev.groundhog.producer.journal.RunQuestion;
import dev.groundhog.producer.journal.StopStory;
import dev.groundhog.producer.spool.SpooledEvent;
import java.util.List;

/**
 * What the journal was asked about one stop, and what it said so far. No I/O.
 *
 * <p>The hook is quicker than the journal: the last lines of a run and the manager's word about its
 * end can arrive some milliseconds after the hook's file. So a fresh event is asked about a few
 * times; an old one once, because what is not there by then never comes.
 */
final class Inquiry {
  /** journald writes a line within a few ms; under load ten times that was seen. */
  static final long PAUSE_MILLIS = 50;

  private static final int MOST_READINGS = 8;
  private static final int READINGS_OF_SILENCE = 3;

  /** journald was seen to be two seconds behind a process that wrote 20,000 lines at once. */
  private static final int READINGS_OF_A_FLOOD = 30;

  private final SpooledEvent spooled;
  private final RunQuestion question;
  private final boolean fresh;
  private StopStory story = StopStory.of(List.of());
  private List<String> lines = List.of();
  private boolean behind;
  private int readings;

  /**
   * @param fresh whether the journal may have more to say in a moment
   */
  Inquiry(SpooledEvent spooled, String invocation, String namespace, boolean fresh) {
    this.spooled = spooled;
    int wanted = hasFileTail() ? 0 : Math.max(1, spooled.lines());
    String unit = spooled.event().unit();
    this.question = new RunQuestion(invocation, unit == null ? "" : unit, wanted, namespace);
    this.fresh = fresh;
  }

  RunQuestion question() {
    return question;
  }

  UnitEvent event() {
    return spooled.event();
  }

  boolean isFresh() {
    return fresh;
  }

  void hear(RunLog log) {
    readings++;
    story = StopStory.of(log.manager());
    List<String> before = lines;
    lines = log.output().stream().flatMap(entry -> linesOf(entry).stream()).toList();
    behind = newest(log.output()) > newest(log.manager()) && !lines.equals(before);
  }

  /** When journald received the last of these, in µs; 0 for none. */
  private static long newest(List<JournalEntry> entries) {
    return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).receivedMicros();
  }

  StopStory story() {
    return story;
  }

  List<String> lines() {
    return lines;
  }

  /**
   * Whether the journal most likely has more to say about this run in a moment. A run that wrote
   * nothing is waited for a little too: its lines can come after the manager's last word.
   */
  boolean waits() {
    if (!fresh) return false;
    // The manager's last word overtook the lines: journald is still working off a flood of them.
    if (story.complete() && behind && readings < READINGS_OF_A_FLOOD) return true;
    if (readings >= MOST_READINGS) return false;
    boolean silent = lines.isEmpty() && readings < READINGS_OF_SILENCE;
    if (story.complete()) return silent && !hasFileTail();
    // Where the hook had to ask, the manager's words are not in the journal, and never will be.
    boolean managerIsSilent = spooled.event().planned() != null;
    if (managerIsSilent) return silent;
    return story.planned() == null || !hasFileTail();
  }

  private boolean hasFileTail() {
    return spooled.log() != null;
  }

  /** One entry can hold several lines. */
  private static List<String> linesOf(JournalEntry entry) {
    return entry.message().lines().toList();
  }
}
