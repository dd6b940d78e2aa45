package dev.groundhog.producer.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the newest entries of many runs, given the newest first, and knows when all runs have
 * enough. Pure; its memory is bounded by what was wanted.
 */
final class LastLines {
  /** Its fields hold the environment and the command line of the process, with their secrets. */
  private static final String CORE_DUMP = "fc2e22bc6ee647b6b90729ab34a250b1";

  private final String field;
  private final Map<String, Integer> wanted;
  private final Map<String, Deque<JournalEntry>> kept = new HashMap<>();
  private int missing;
  private int seen;

  /**
   * @param field which field of an entry names its run
   * @param wanted how many entries of which run
   */
  LastLines(String field, Map<String, Integer> wanted) {
    this.field = field;
    this.wanted = Map.copyOf(wanted);
    this.missing = wanted.size();
  }

  /** Takes the next older entry; false once nothing more is wanted. */
  boolean take(JournalEntry entry) {
    seen++;
    String run = entry.field(field);
    int enough = run == null ? 0 : wanted.getOrDefault(run, 0);
    if (run != null && enough > 0 && isOfTheUnit(entry)) {
      Deque<JournalEntry> lines = kept.computeIfAbsent(run, r -> new ArrayDeque<>());
      if (lines.size() < enough) {
        lines.addFirst(entry);
        if (lines.size() == enough) missing--;
      }
    }
    return missing > 0;
  }

  private static boolean isOfTheUnit(JournalEntry entry) {
    return !entry.isOfTheHook() && !CORE_DUMP.equals(entry.field("MESSAGE_ID"));
  }

  /** How many entries were given. */
  int seen() {
    return seen;
  }

  /** Whether there are as many as wanted of that run. */
  boolean hasEnoughOf(String run) {
    Deque<JournalEntry> lines = kept.get(run);
    return lines != null && lines.size() >= wanted.getOrDefault(run, 0);
  }

  /** Oldest first. */
  List<JournalEntry> of(String run) {
    Deque<JournalEntry> lines = kept.get(run);
    return lines == null ? List.of() : new ArrayList<>(lines);
  }
}
