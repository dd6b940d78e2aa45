package dev.groundhog.engine.host;

import dev.groundhog.engine.Hash;
import dev.groundhog.engine.Keys;
import dev.groundhog.engine.Table;
import java.util.Map;

/**
 * The identities of a host's newest facts: as hashes of 60 bits in 16 rows, each a ring of 48. One
 * row is read and written for each fact, however many are remembered, and no host takes more than 8
 * KiB. Signs of life are not among them: one that comes twice tells nothing twice.
 *
 * <p>That a new fact is taken for one of the 48 in its row happens once in 10^16, by calculation.
 */
final class Seen {
  private static final int WIDTH = 10;

  /**
   * An agent that dies sends again at most 264 records: 200 on their way, and 64 that were
   * acknowledged and not yet deleted. Of those, 17 fall into one row on average, and more than 48
   * once in 10^10 times; of the newest 384, once in 10^6.
   */
  private static final int RING = 48;

  private static final int FULL = RING * WIDTH;
  private static final int DIGIT_BITS = 6;

  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final Table<String> table;

  Seen(Table<String> table) {
    this.table = table;
  }

  /** Whether the host's fact was not among the newest before; from now on it is. */
  boolean isNew(String host, String id) {
    long hash = Hash.of(id);
    String key = key(host, hash);
    String digits = digits(hash);
    String row = table.get(key);
    if (row == null) row = "";
    if (has(row, digits)) return false;
    // The oldest stands first.
    table.put(key, (row.length() < FULL ? row : row.substring(WIDTH)) + digits);
    return true;
  }

  private static boolean has(String row, String digits) {
    for (int at = 0; at < row.length(); at += WIDTH) {
      if (row.startsWith(digits, at)) return true;
    }
    return false;
  }

  /** The row is chosen by bits of which the digits show but one. */
  private static String key(String host, long hash) {
    return Keys.of(host, Integer.toString((int) (hash >>> 60)));
  }

  private static String digits(long hash) {
    char[] digits = new char[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      digits[i] = DIGITS.charAt((int) (hash >>> (i * DIGIT_BITS)) & (DIGITS.length() - 1));
    }
    return new String(digits);
  }

  /** Forgets all of a host. */
  void forget(String host) {
    for (Map.Entry<String, String> entry : table.withPrefix(Keys.prefix(host))) {
      table.delete(entry.getKey());
    }
  }
}
