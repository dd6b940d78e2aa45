package dev.groundhog.runtime.program;

import java.time.Duration;

/** Threads that were told to end. */
public final class Workers {
  /** For a thread to let go of what it holds once it is interrupted. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private Workers() {}

  /**
   * Waits until a thread that was told to end has ended, and interrupts it if it does not. Not at
   * once: a Kafka client that an interrupted thread closes logs an error, with its stack, although
   * nothing is wrong.
   *
   * @param patience before it is interrupted; after that at most 2 s more
   */
  public static void end(Thread thread, Duration patience) {
    try {
      thread.join(patience.toMillis());
      if (!thread.isAlive()) return;
      thread.interrupt();
      thread.join(GRACE.toMillis());
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
