package dev.groundhog.engine.rules;

import org.jspecify.annotations.Nullable;

/**
 * What makes an incident critical; any of it is enough.
 *
 * @param hosts so many crashing hosts, whatever the fleet's size; 0: not used, 1: always
 * @param share 0 to 1: this part of the known hosts, of two or more; 0: not used
 * @param gaveUp whether systemd giving up somewhere does
 */
public record Critical(int hosts, double share, boolean gaveUp) {
  static final Critical ALWAYS = new Critical(1, 0, true);
  static final Critical NEVER = new Critical(0, 0, false);

  /**
   * @param crashing hosts
   * @param known null: unknown, and then no share is claimed
   */
  public boolean isReached(int crashing, @Nullable Integer known) {
    if (hosts > 0 && crashing >= hosts) return true;
    // In whole percents, as they were written: 7 % of 100 hosts are 7.
    return known != null && known >= 2 && share > 0 && crashing * 100L >= percent() * known;
  }

  /** The share as it was written. */
  public long percent() {
    return Math.round(100 * share);
  }
}
