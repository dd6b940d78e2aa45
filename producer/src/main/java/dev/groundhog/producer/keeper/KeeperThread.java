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

  /**
   * How long a note waits, at most; every second would cost 0.08 % of a core. A probe's default.
   */
  private static final Duration EVERY = Duration.ofSeconds(5);

  /** While hooks are told anything but {@code disk}: its return is looked for. */
  private static final Duration EVERY_IN_TROUBLE = Duration.ofSeconds(1);

  private static final Duration STOP_WITHIN = Duration.ofMillis(300);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final SpoolKeeper keeper;
  private final Supplier<HostTime> clock;
  private final Consumer<Tended> told;
  private final Duration probeEvery;
  private final Thread thread = new Thread(this::run, "keeper");

  private KeeperThread(
      SpoolKeeper keeper, Supplier<HostTime> clock, Consumer<Tended> told, Duration probeEvery) {
    this.keeper = keeper;
    this.clock = clock;
    this.told = told;
    this.probeEvery = probeEvery;
    thread.setDaemon(true);
  }

  /**
   * @param told what each turn found and did
   */
  public static KeeperThread start(
      Spool spool, KeeperSettings settings, Supplier<HostTime> clock, Consumer<Tended> told) {
    KeeperThread started =
        new KeeperThread(new SpoolKeeper(spool, settings), clock, told, settings.probeEvery());
    started.thread.start();
    return started;
  }

  private void run() {
    try {
      Duration pause;
      do {
        pause = turn();
      } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      // The agent ends.
    }
    keeper.leave();
  }

  /** How long until the next. */
  private Duration turn() throws InterruptedException {
    Duration pause = EVERY_IN_TROUBLE;
    try {
      Tended tended = keeper.tend(clock.get());
      told.accept(tended);
      if (tended.mode() == Mode.DISK) pause = EVERY;
    } catch (RuntimeException e) {
      log.error("the spool was not looked after, because of a mistake of our own", e);
    }
    return probeEvery.compareTo(pause) < 0 ? probeEvery : pause;
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
