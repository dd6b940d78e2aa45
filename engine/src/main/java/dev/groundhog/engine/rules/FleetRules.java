package dev.groundhog.engine.rules;

/**
 * When incidents of several units are one larger problem.
 *
 * @param unitsPerHost so many unit families that crash on one host and nowhere else are that host's
 *     problem; 0: never
 * @param unitsPerCause so many unit families that die of one decisive cause are one problem; 0:
 *     never
 */
public record FleetRules(int unitsPerHost, int unitsPerCause) {
  /** Two may be chance; three at once on one host, or of one cause, hardly ever are. */
  public static final FleetRules BUILT_IN = new FleetRules(3, 3);

  /** One unit is no larger problem; the other bound keeps a slip of the finger from hiding all. */
  static final int MIN = 2;

  static final int MAX = 100;
}
