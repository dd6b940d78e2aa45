package dev.groundhog.producer.journal;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Knows nothing; then the hooks alone are believed. */
final class NoJournal implements Journal {
  @Override
  public boolean isHere() {
    return false;
  }

  @Override
  public List<JournalEntry> managerEntries(String invocation) {
    return List.of();
  }

  @Override
  public List<JournalEntry> output(String invocation, int atMost) {
    return List.of();
  }

  @Override
  public OptionalInt restarts(String unit, String invocation) {
    return OptionalInt.empty();
  }

  @Override
  public Set<String> runningUnits() {
    return Set.of();
  }

  @Override
  public boolean isWatched(String unit) {
    return true;
  }
}
