package dev.groundhog.ctl.console;

import dev.groundhog.ctl.console.Board.Reading;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/**
 * Keeps the board true, on a thread of its own, until it is closed: has the topics read, and if
 * that fails, says so and begins again. A broker that is away is asked every other second, and the
 * reading goes on from where it was. Anything else is a mistake of ours: it may come again, so it
 * is tried more and more seldom.
 */
final class Feed implements AutoCloseable {
  private static final Duration AGAIN = Duration.ofSeconds(2);
  private static final Duration SELDOM = Duration.ofMinutes(1);
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Supplier<Broker> connect;
  private final Reader reader;
  private final Pulse pulse;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "feed");
  private Duration pause = AGAIN;

  Feed(Supplier<Broker> connect, Reader reader, Pulse pulse) {
    this.connect = connect;
    this.reader = reader;
    this.pulse = pulse;
  }

  void start() {
    pulse.begins();
    thread.start();
  }

  private void run() {
    do {
      try (Broker broker = connect.get()) {
        reader.read(broker, this::isWanted);
        pause = Duration.ZERO;
      } catch (KafkaException e) {
        pulse.away(e);
        pause = AGAIN;
      } catch (RuntimeException | Error e) {
        failed(e);
      }
    } while (isWanted(pause));
  }

  private void failed(Throwable e) {
    boolean again = pulse.state() == Reading.State.STOPPED;
    Duration longer = again ? pause.multipliedBy(2) : AGAIN;
    pause = longer.compareTo(SELDOM) > 0 ? SELDOM : longer;
    pulse.stopped(e);
  }

  /** Whether it is to go on, after so long. */
  private boolean isWanted(Duration wait) {
    try {
      return !stop.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Returns when it has ended, or after a moment in which it did not. */
  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join(CLOSING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
