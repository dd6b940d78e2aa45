package dev.groundhog.ctl.ask;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C, as something that can be asked for. The process then waits a moment for whoever asks, so
 * that the last line is whole and connections are closed.
 */
final class Stop implements BooleanSupplier, AutoCloseable {
  private static final long GRACE_SECONDS = 3;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "ctrl-c");
  private volatile boolean wanted;

  Stop() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void interrupted() {
    wanted = true;
    try {
      boolean inTime = ended.await(GRACE_SECONDS, TimeUnit.SECONDS);
      if (!inTime) wanted = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void now() {
    wanted = true;
  }

  @Override
  public boolean getAsBoolean() {
    return wanted;
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is going down: the hook itself runs now.
    }
  }
}
