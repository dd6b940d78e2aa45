package dev.groundhog.ctl.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A line on standard error that says how far something is, how quick it is and how long it will
 * still take: from the second second on, five times a second, and gone when it is done. Nothing at
 * all where nobody looks.
 *
 * <p>Costs a comparison for most records. Not thread-safe.
 */
public final class Progress implements AutoCloseable {
  private static final long FIRST = Duration.ofSeconds(2).toNanos();
  private static final long EACH = Duration.ofMillis(200).toNanos();

  /** The clock is asked for one record in so many: a few milliseconds of work. */
  private static final int LOOK = 256;

  private final PrintWriter err;
  private final boolean shown;
  private final LongSupplier nanos;
  private final String what;
  private final long begun;
  private long records;
  private long next;
  private boolean visible;

  /**
   * @param what is done, one word of at most 8 letters
   * @param shown whether somebody looks
   * @param nanos a clock that never goes back
   */
  Progress(PrintWriter err, String what, boolean shown, LongSupplier nanos) {
    this.err = err;
    this.what = what;
    this.shown = shown;
    this.nanos = nanos;
    this.begun = shown ? nanos.getAsLong() : 0;
    this.next = begun + FIRST;
  }

  /** Whether another record is done and it is time to say {@link #at} how far that is. */
  public boolean step() {
    return ++records % LOOK == 0 && shown && nanos.getAsLong() >= next;
  }

  /**
   * @param share of the whole that is done, 0 to 1
   */
  public void at(double share) {
    long now = nanos.getAsLong();
    next = now + EACH;
    visible = true;
    err.print('\r' + ProgressLine.render(what, share, records, Duration.ofNanos(now - begun)));
    err.flush();
  }

  /** Leaves an empty line behind, if there was one. */
  @Override
  public void close() {
    if (!visible) return;
    err.print('\r' + " ".repeat(ProgressLine.WIDTH) + '\r');
    err.flush();
    visible = false;
  }
}
