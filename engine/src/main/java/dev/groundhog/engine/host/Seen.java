package dev.groundhog.engine.host;

import dev.groundhog.engine.Keys;
import dev.groundhog.engine.Table;
import java.util.Map;

/**
 * The identities of a host's newest 1,024 facts and some more: as hashes of 60 bits in 32 rows,
 * each a ring of 80. One row is read and written for each fact, however many are remembered.
 *
 * <p>That a new fact is taken for one of the 80 in its row happens once in 10^16, by calculation.
 */
final class Seen {
  /**
   * An agent that dies sends again at most 264 records: 200 on their way, and 64 that were
   * acknowledged and not yet deleted.
   */
  static final int REMEMBERED = 1024;

  private static final int WIDTH = 10;

  /**
   * Mean 32 of 1,024 facts; that more than 80 fall into one row happens once in 4 × 10^12 facts.
   */
  private static final int RING = 80;

  private static final int FULL = RING * WIDTH;
  private static final int DIGIT_BITS = 6;

  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final Table<String> table;

  Seen(Table<String> table) {
    this.table = table;
  }

  boolean contains(String host, String id) {
    long hash = hash(id);
    String row = table.get(key(host, hash));
    return row != null && has(row, digits(hash));
  }

  void add(String host, String id) {
    long hash = hash(id);
    String key = key(host, hash);
    String row = table.get(key);
    if (row == null) row = "";
    // The oldest stands first.
    table.put(key, (row.length() < FULL ? row : row.substring(WIDTH)) + digits(hash));
  }

  private static boolean has(String row, String digits) {
    for (int at = 0; at < row.length(); at += WIDTH) {
      if (row.startsWith(digits, at)) return true;
    }
    return false;
  }

  /** The row is chosen by bits of which the digits show but one. */
  private static String key(String host, long hash) {
    return Keys.of(host, Integer.toString((int) (hash >>> 59)));
  }

  private static String digits(long hash) {
    char[] digits = new char[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      digits[i] = DIGITS.charAt((int) (hash >>> (i * DIGIT_BITS)) & (DIGITS.length() - 1));
    }
    return new String(digits);
  }

  /** FNV-1a, then stirred so that every bit depends on every other. */
  private static long hash(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash ^= id.charAt(i);
      hash *= 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

  /** Forgets all of a host. */
  void forget(String host) {
    for (Map.Entry<String, String> entry : table.withPrefix(Keys.prefix(host))) {
      table.delete(entry.getKey());
    }
  }
}
