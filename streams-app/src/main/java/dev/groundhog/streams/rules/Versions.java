package dev.groundhog.streams.rules;

import dev.groundhog.engine.rules.InvalidRulesException;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.rules.RulesFile;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules that stand on the control topic, each from its append time on, so that a record is
 * judged live by the rules that a replay will find for it. Written by one thread, read by any.
 */
final class Versions {
  /** Replaced as a whole: desks ask for each record. */
  private volatile NavigableMap<Instant, Rules> byTime = new TreeMap<>();

  /** The text announced last, whether it could be read or not; null: none was. */
  private volatile @Nullable String newest;

  /**
   * Takes in what was announced next.
   *
   * @param appended when; one that goes back is taken for the time of the one before it, for the
   *     last announcement wins
   * @throws InvalidRulesException if it cannot be read here, because a newer version wrote it; the
   *     rules before it stay in force
   */
  void add(Instant appended, String text) throws InvalidRulesException {
    newest = text;
    Rules rules = RulesFile.parse(text);
    NavigableMap<Instant, Rules> next = new TreeMap<>(byTime);
    boolean goesBack = !next.isEmpty() && appended.isBefore(next.lastKey());
    next.put(goesBack ? next.lastKey() : appended, rules);
    byTime = next;
  }

  /** The rules at a time of the log; before the first that are known, those. */
  Rules at(Instant time) {
    NavigableMap<Instant, Rules> versions = byTime;
    if (versions.isEmpty()) return Rules.BUILT_IN;
    Map.Entry<Instant, Rules> version = versions.lastEntry();
    if (version.getKey().isAfter(time)) version = versions.floorEntry(time);
    return version == null ? versions.firstEntry().getValue() : version.getValue();
  }

  /** Whether this is the text that was announced last. */
  boolean isNewest(String text) {
    return text.equals(newest);
  }

  boolean isEmpty() {
    return newest == null;
  }
}
