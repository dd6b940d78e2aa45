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
    return known == null ? hosts : Math.max(hosts, (int) Math.ceil(share * known));
  }
}
