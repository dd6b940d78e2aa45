package dev.groundhog.producer.agent;

import dev.groundhog.producer.journal.Journal;
import dev.groundhog.producer.journal.JournalEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** A journal in memory, into which a test writes; later entries can arrive with a pause. */
final class FakeJournal implements Journal {
  private final List<JournalEntry> manager = new ArrayList<>();
  private final List<JournalEntry> output = new ArrayList<>();
  private final Deque<Runnable> late = new ArrayDeque<>();
  final Set<String> running = new TreeSet<>();
  OptionalInt restarts = OptionalInt.empty();
  int pauses;

  FakeJournal manager(String messageId) {
    manager.add(new JournalEntry(Map.of("MESSAGE_ID", messageId)));
    return this;
  }

  FakeJournal output(String message) {
    output.add(new JournalEntry(Map.of("MESSAGE", message)));
    return this;
  }

  /** Happens at the next pause that nobody used yet. */
  FakeJournal later(Runnable what) {
    late.add(what);
    return this;
  }

  void pause() {
    pauses++;
    Runnable next = late.poll();
    if (next != null) next.run();
  }

  @Override
  public boolean isHere() {
    return true;
  }

  @Override
  public List<JournalEntry> managerEntries(String invocation) {
    return List.copyOf(manager);
  }

  @Override
  public List<JournalEntry> output(String invocation, int atMost) {
    return List.copyOf(output.subList(Math.max(0, output.size() - atMost), output.size()));
  }

  @Override
  public OptionalInt restarts(String unit, String invocation) {
    return restarts;
  }

  @Override
  public Set<String> runningUnits() {
    return Set.copyOf(running);
  }

  @Override
  public boolean isWatched(String unit) {
    return true;
  }
}
