package dev.groundhog.producer.keeper;

/** The one word that a hook reads before it writes; see {@code SPOOL-FORMAT.md}. */
public enum Mode {
  /** Write to the spool on the disk. The same as no word. */
  DISK("disk"),
  /** Write to the spool in memory. */
  RUN("run"),
  /** Write to the disk, but copy no log file. */
  NO_TAIL("no-tail"),
  /** Write nothing, say so. */
  FULL("full");

  private final String word;

  Mode(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
