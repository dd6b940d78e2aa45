package dev.groundhog.producer.keeper;

/**
 * How much may wait in one spool.
 *
 * @param bytes in whole blocks, as files take them up
 * @param files how many
 */
record Limits(long bytes, int files) {
  /** How full it is: 1.0 at the bound, by whichever of the two is nearer. */
  double fill(Usage usage) {
    return Math.max((double) usage.bytes() / bytes, (double) usage.files() / files);
  }

  /** That much of it. */
  Limits times(double share) {
    return new Limits((long) (bytes * share), (int) (files * share));
  }
}
