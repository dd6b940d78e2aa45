package dev.groundhog.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What must be looked at when, by time: so that a tick costs what is due, not what is known.
 *
 * <p>Each name has at most one date; the owner remembers it and gives it back to change it. Under
 * {@link #NEXT} the table itself remembers before which moment nothing can be due: looking is one
 * read until then, and a search begins there rather than among the dates that were deleted, which a
 * store steps over one by one until it compacts them. It is kept in the table, not in memory, so
 * that it survives a restart, goes back with the rest when a record is not judged after all, and
 * several agendas may share one table.
 */
public final class Agenda {
  private static final int BATCH = 1000;
  private static final int DIGITS = 15;
  private static final String ZEROS = "0".repeat(DIGITS);

  /** Behind every date, which begins with a digit. */
  private static final String NEXT = "next";

  /** Greater than every date, less than {@link #NEXT}; as a date: nothing is due, ever. */
  private static final String BEHIND_ALL = ":";

  private static final long LAST = 999_999_999_999_999L;

  private final Table<String> table;

  /** What the table remembered when it was last looked at, and the same as milliseconds. */
  private @Nullable String seenNext;

  private long seenMillis;

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
    if (after == null) return;
    table.put(key(after, name), "");
    String next = table.get(NEXT);
    String time = time(after);
    if (next != null && time.compareTo(next) < 0) table.put(NEXT, time);
  }

  /** Takes out the names that are due at {@code now}, oldest first, at most 1000 of them. */
  public List<String> takeDue(Instant now) {
    List<String> names = new ArrayList<>();
    for (String key : takeKeys(now)) names.add(name(key));
    return names;
  }

  /**
   * Gives the names that are due at {@code now} to {@code look}, oldest first, at most 1000 of
   * them.
   *
   * @throws LookFailedException when {@code look} throws; it says at which date
   */
  public void eachDue(Instant now, Consumer<String> look) {
    for (String key : takeKeys(now)) {
      try {
        look.accept(name(key));
      } catch (RuntimeException | StackOverflowError e) {
        throw new LookFailedException(key, name(key), e);
      }
    }
  }

  private List<String> takeKeys(Instant now) {
    String next = table.get(NEXT);
    if (next != null && millis(next) > Math.max(0, now.toEpochMilli())) return List.of();
    String until = time(now);
    // The separator's successor closes the range behind every name of this millisecond.
    String end = until + '\u0001';
    List<String> due = new ArrayList<>();
    for (Map.Entry<String, String> entry : table.between(next == null ? "" : next, end, BATCH)) {
      table.delete(entry.getKey());
      due.add(entry.getKey());
    }
    // Of a full batch's last millisecond there may be more.
    String later = due.size() == BATCH ? due.get(BATCH - 1).substring(0, DIGITS) : after(end);
    if (!later.equals(next)) table.put(NEXT, later);
    return due;
  }

  /** Each record asks, and the answer seldom changes. */
  private long millis(String next) {
    if (!next.equals(seenNext)) {
      seenMillis = next.equals(BEHIND_ALL) ? Long.MAX_VALUE : Long.parseLong(next);
      seenNext = next;
    }
    return seenMillis;
  }

  /** The first date behind {@code end}. */
  private String after(String end) {
    List<Map.Entry<String, String>> next = table.between(end, BEHIND_ALL, 1);
    return next.isEmpty() ? BEHIND_ALL : next.get(0).getKey().substring(0, DIGITS);
  }

  private static String key(Instant at, String name) {
    return Keys.of(time(at), name);
  }

  private static String name(String key) {
    return key.substring(DIGITS + 1);
  }

  /** Milliseconds with leading zeros, so that the order of characters is the order of time. */
  private static String time(Instant at) {
    String millis = Long.toString(Math.min(LAST, Math.max(0, at.toEpochMilli())));
    return ZEROS.substring(millis.length()) + millis;
  }

  /**
   * Something whose date had come could not be looked at. Whoever undoes the whole must delete the
   * date, or it is due again with every record and nothing else ever gets its turn.
   */
  public static final class LookFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String key;

    LookFailedException(String key, String name, Throwable cause) {
      super("what was due could not be looked at: " + String.join("/", Keys.parts(name)), cause);
      this.key = key;
    }

    /** Its key in the agenda's table. */
    public String key() {
      return key;
    }
  }
}
