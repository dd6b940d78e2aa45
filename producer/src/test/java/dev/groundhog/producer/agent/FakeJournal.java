package dev.groundhog.producer.agent;

import dev.groundhog.producer.journal.Journal;
import dev.groundhog.producer.journal.JournalEntry;
import dev.groundhog.producer.journal.RunLog;
import dev.groundhog.producer.journal.RunQuestion;
import dev.groundhog.producer.journal.UnitState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A journal in memory, into which a test writes; later entries can arrive with a pause. It has the
 * same to say about each run, unless it was told of that one.
 */
final class FakeJournal implements Journal {
  private final List<JournalEntry> manager = new ArrayList<>();
  private final List<JournalEntry> output = new ArrayList<>();
  private final Map<String, RunLog> ofRun = new HashMap<>();
  private final Deque<Runnable> late = new ArrayDeque<>();
  final Set<String> running = new TreeSet<>();
  final Map<String, UnitState> states = new HashMap<>();
  final List<Collection<RunQuestion>> askedRuns = new CopyOnWriteArrayList<>();
  final List<Collection<String>> askedUnits = new ArrayList<>();
  int pauses;
  boolean broken;

  FakeJournal manager(String messageId) {
    return manager(Map.of("MESSAGE_ID", messageId, "MESSAGE", "Main process exited, code=exited"));
  }

  FakeJournal manager(Map<String, String> fields) {
    manager.add(new JournalEntry(fields));
    return this;
  }

  FakeJournal output(String message) {
    output.add(new JournalEntry(Map.of("MESSAGE", message)));
    return this;
  }

  FakeJournal run(String invocation, RunLog log) {
    ofRun.put(invocation, log);
    return this;
  }

  FakeJournal state(String unit, Map<String, String> properties) {
    states.put(unit, new UnitState(properties));
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
  public Map<String, RunLog> runs(Collection<RunQuestion> questions) {
    askedRuns.add(List.copyOf(questions));
    Map<String, RunLog> logs = new HashMap<>();
    for (RunQuestion question : questions) {
      List<JournalEntry> lines =
          output.subList(Math.max(0, output.size() - question.lines()), output.size());
      RunLog log = new RunLog(List.copyOf(manager), List.copyOf(lines));
      logs.put(question.invocation(), ofRun.getOrDefault(question.invocation(), log));
    }
    return logs;
  }

  @Override
  public Map<String, UnitState> units(Collection<String> units) {
    if (broken) throw new IllegalStateException("a mistake of our own");
    askedUnits.add(Set.copyOf(units));
    Map<String, UnitState> found = new HashMap<>(states);
    found.keySet().retainAll(units);
    return found;
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
