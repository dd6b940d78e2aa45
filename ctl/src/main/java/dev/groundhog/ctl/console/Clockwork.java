package dev.groundhog.ctl.console;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something again and again, whatever becomes of it: what fails is logged once, until it has
 * gone well again. (An executor of the JDK would end without a word.)
 */
final class Clockwork implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Clockwork.class);

  private final String name;
  private final Runnable task;
  private final ScheduledExecutorService executor;
  private boolean failing;

  /**
   * @param name of the thread, and in the log
   */
  Clockwork(String name, Runnable task) {
    this.name = name;
    this.task = task;
    this.executor = Executors.newSingleThreadScheduledExecutor(run -> new Thread(run, name));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it ends with the executor
  void start(Duration pause) {
    long millis = pause.toMillis();
    executor.scheduleWithFixedDelay(this::turn, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void turn() {
    try {
      task.run();
      failing = false;
    } catch (RuntimeException | Error e) {
      if (!failing) log.error("{} failed; it goes on", name, e);
      failing = true;
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
