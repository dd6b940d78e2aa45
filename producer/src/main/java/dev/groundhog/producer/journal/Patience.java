package dev.groundhog.producer.journal;

import dev.groundhog.producer.process.ChildProcess;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the asking of a journal that does not answer (a disk that hangs, a damaged file): after some
 * deadlines in a row it is left alone for a while, so that events go without tails instead of not
 * at all. Thread-safe.
 */
final class Patience {
  private static final Logger log = LoggerFactory.getLogger(Patience.class);

  private static final int LATE_IN_A_ROW = 3;
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private int late;
  private long pausedAt;

  /** Whether it may be asked at {@code nanos} of the monotonic clock. */
  synchronized boolean mayAsk(long nanos) {
    return late < LATE_IN_A_ROW || nanos - pausedAt > PAUSE.toNanos();
  }

  synchronized void heard(ChildProcess.Ending ending, long nanos) {
    if (ending != ChildProcess.Ending.LATE) {
      if (late >= LATE_IN_A_ROW) log.info("the journal answers again");
      late = 0;
      return;
    }
    if (++late == LATE_IN_A_ROW) {
      log.warn(
          "the journal did not answer in time {} times; events go without it, trying again every {}"
              + " s",
          LATE_IN_A_ROW,
          PAUSE.toSeconds());
    }
    pausedAt = nanos;
  }
}
