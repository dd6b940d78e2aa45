package dev.groundhog.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must be looked at when, by time: so that a tick costs what is due, not what is known.
 *
 * <p>Each name has at most one date; the owner remembers it and gives it back to change it.
 */
public final class Agenda {
  private static final int BATCH = 1000;

  private final Table<String> table;

  public Agenda(Table<String> table) {
    this.table = table;
  }

  /**
   * Moves a name from its date to another.
   *
   * @param before its date so far, or null if it has none
   * @param after its new date, or null for none
   */
  public void move(String name, @Nullable Instant before, @Nullable Instant after) {
    if (before != null && before.equals(after)) return;
    if (before != null) table.delete(key(before, name));
    if (after != null) table.put(key(after, name), name);
  }

  /** Takes out the names that are due at {@code now}, oldest first, at most 1000 of them. */
  public List<String> takeDue(Instant now) {
    List<String> due = new ArrayList<>();
    // The separator's successor closes the range behind every name of this millisecond.
    for (Map.Entry<String, String> entry : table.upTo(time(now) + '\u0001', BATCH)) {
      table.delete(entry.getKey());
      due.add(entry.getValue());
    }
    return due;
  }

  private static String key(Instant at, String name) {
    return Keys.of(time(at), name);
  }

  /** Milliseconds with leading zeros, so that the order of characters is the order of time. */
  private static String time(Instant at) {
    return String.format(Locale.ROOT, "%015d", Math.max(0, at.toEpochMilli()));
  }
}
