package dev.groundhog.producer.keeper;

import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.producer.spool.Spool;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that looks after the spool as long as the agent runs. Apart from the agent's own, which
 * waits for brokers and journals: a broker that never comes must not leave the spool unbounded.
 */
public final class KeeperThread implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KeeperThread.class);

  /** How long a note waits, at most. */
  private static final Duration EVERY = Duration.ofSeconds(1);

  private static final Duration STOP_WITHIN = Duration.ofMillis(300);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final SpoolKeeper keeper;
  private final Thread thread;

  private KeeperThread(SpoolKeeper keeper, Runnable turn, Duration every) {
    this.keeper = keeper;
    thread = new Thread(() -> run(turn, every), "keeper");
    thread.setDaemon(true);
  }

  /**
   * @param told what each turn found and did
   */
  public static KeeperThread start(
      Spool spool, KeeperSettings settings, Supplier<HostTime> clock, Consumer<Tended> told) {
    SpoolKeeper keeper = new SpoolKeeper(spool, settings);
    Duration every = settings.probeEvery().compareTo(EVERY) < 0 ? settings.probeEvery() : EVERY;
    KeeperThread started = new KeeperThread(keeper, () -> turn(keeper, clock, told), every);
    started.thread.start();
    return started;
  }

  private static void turn(SpoolKeeper keeper, Supplier<HostTime> clock, Consumer<Tended> told) {
    try {
      told.accept(keeper.tend(clock.get()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("the spool was not looked after, because of a mistake of our own", e);
    }
  }

  private void run(Runnable turn, Duration every) {
    try {
      do {
        turn.run();
      } while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      // The agent ends.
    }
    keeper.leave();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(STOP_WITHIN.toMillis());
      // It waits for the disk, or sheds: end that, and take leave all the same.
      if (thread.isAlive()) thread.interrupt();
      thread.join(STOP_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
