package dev.groundhog.producer.keeper;

import dev.groundhog.producer.spool.DiskAnswer;

/**
 * Which word the hooks are to read. Pure.
 *
 * <p>{@code full} is the last resort: what a hook does not write is in the unit's journal alone. So
 * a full disk makes hooks write to memory first, as a frozen one does.
 *
 * @param mode the word
 * @param reason in words for a person
 */
record ModePolicy(Mode mode, String reason) {
  /** A spool so full is not filled with tails that would have to be shed anyway. */
  static final double NO_TAILS_FROM = 0.9;

  /** Where tails are wanted again; as far down as shedding goes. */
  static final double TAILS_AGAIN_AT = 0.8;

  /** Shedding cannot keep up, or there is nothing left that it may shed. */
  static final double FULL_FROM = 2.0;

  /** Room on the file system must have grown by a quarter before the disk is written to again. */
  static final double ENOUGH_AGAIN = 1.25;

  /**
   * What was found.
   *
   * @param disk what the disk said to a small write
   * @param freeBytes of the disk's file system
   * @param onDisk share of the spool's bound that is taken, 1.0 at the bound
   * @param inMemory the same of the spool in memory
   */
  record Findings(DiskAnswer disk, long freeBytes, double onDisk, double inMemory) {}

  /**
   * @param minFree bytes that are left to others
   * @param before the present word
   */
  static ModePolicy of(Findings found, long minFree, Mode before) {
    if (found.disk().kind() != DiskAnswer.Kind.TAKES) {
      return memory(found, found.disk().reason());
    }
    boolean away = before == Mode.RUN || before == Mode.FULL;
    long wanted = away ? (long) (minFree * ENOUGH_AGAIN) : minFree;
    if (found.freeBytes() < wanted) {
      return memory(
          found,
          "the file system has %d bytes left of the %d that are left to others"
              .formatted(found.freeBytes(), minFree));
    }
    if (found.onDisk() >= FULL_FROM) {
      return new ModePolicy(Mode.FULL, "twice the spool's bound waits, and cannot be shed");
    }
    double noTails = before == Mode.NO_TAIL ? TAILS_AGAIN_AT : NO_TAILS_FROM;
    if (found.onDisk() >= noTails) {
      return new ModePolicy(Mode.NO_TAIL, "the spool is nearly full");
    }
    return new ModePolicy(Mode.DISK, "the disk takes events");
  }

  private static ModePolicy memory(Findings found, String why) {
    if (found.inMemory() < 1) return new ModePolicy(Mode.RUN, why);
    return new ModePolicy(Mode.FULL, why + "; and the spool in memory is full");
  }
}
