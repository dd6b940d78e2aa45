package dev.groundhog.engine.rules;

import java.time.Duration;

/**
 * Crashes of a unit family on so many hosts within a time are a wave, even once each.
 *
 * @param hosts at least 1
 * @param share 0 to 1: of the known hosts, if that is more; 0: not used
 * @param within longer than zero
 */
public record Wave(int hosts, double share, Duration within) {
  /** How many hosts it takes, given how many are known (null: unknown). */
  public int hostsNeeded(@org.jspecify.annotations.Nullable Integer known) {
    if (known == null) return hosts;
    // 0.07 × 100 is a little more than 7 in binary, and must not need an eighth host.
    return Math.max(hosts, (int) Math.ceil(share * known - 1e-9));
  }
}
