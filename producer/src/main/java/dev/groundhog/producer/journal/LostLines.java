package dev.groundhog.producer.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the lines of runs so short that journald did not learn the run's id: it looks the process
 * up after it has gone, and then knows its unit alone (tried on 252, on a busy machine: 9 of 60
 * runs of one {@code echo}). Such a line belongs to the run of its unit in whose time it falls.
 * Pure.
 */
final class LostLines {
  /** journald stamps a line when it takes it, a little before or after the manager's entries. */
  private static final long SLACK_MICROS = 50_000;

  private record Span(String run, String unit, int lines, long from, long to) {}

  private final List<Span> spans = new ArrayList<>();
  private final Map<String, Deque<JournalEntry>> found = new HashMap<>();

  /**
   * Looks for the lines of a run from which nothing is there; one the manager never named has no
   * time.
   */
  void add(RunQuestion question, List<JournalEntry> manager) {
    if (question.unit().isEmpty() || question.lines() == 0 || manager.isEmpty()) return;
    long from = manager.get(0).receivedMicros() - SLACK_MICROS;
    long to = manager.get(manager.size() - 1).receivedMicros() + SLACK_MICROS;
    spans.add(new Span(question.invocation(), question.unit(), question.lines(), from, to));
  }

  boolean isEmpty() {
    return spans.isEmpty();
  }

  Collection<String> units() {
    Set<String> units = new TreeSet<>();
    for (Span span : spans) units.add(span.unit);
    return units;
  }

  /** Seconds since 1970 before which nothing is looked for. */
  long since() {
    return spans.stream().mapToLong(Span::from).min().orElse(0) / 1_000_000;
  }

  /** Seconds since 1970 after which nothing is looked for. */
  long until() {
    return spans.stream().mapToLong(Span::to).max().orElse(0) / 1_000_000 + 1;
  }

  /** Takes the next older entry. */
  void take(JournalEntry entry) {
    String unit = entry.field("_SYSTEMD_UNIT");
    if (unit == null || entry.field("_SYSTEMD_INVOCATION_ID") != null || entry.isOfTheHook())
      return;
    long at = entry.receivedMicros();
    for (Span span : spans) {
      if (!span.unit.equals(unit) || at < span.from || at > span.to) continue;
      Deque<JournalEntry> lines = found.computeIfAbsent(span.run, r -> new ArrayDeque<>());
      if (lines.size() < span.lines) lines.addFirst(entry);
      return;
    }
  }

  /** By run, oldest first. */
  Map<String, List<JournalEntry>> found() {
    Map<String, List<JournalEntry>> lists = new HashMap<>();
    found.forEach((run, lines) -> lists.put(run, List.copyOf(lines)));
    return lists;
  }
}
