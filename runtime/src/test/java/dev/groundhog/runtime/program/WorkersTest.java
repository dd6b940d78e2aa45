package dev.groundhog.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WorkersTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicBoolean interrupted = new AtomicBoolean();

  @Test
  void who_ends_by_himself_is_not_interrupted_and_waited_for() {
    CountDownLatch closed = new CountDownLatch(1);
    Thread worker =
        start(
            () -> {
              closing.await();
              // What a client does while it is closed.
              var unused = closed.await(100, TimeUnit.MILLISECONDS);
            });
    closing.countDown();
    Workers.end(worker, LONG);
    assertThat(worker.isAlive()).isFalse();
    assertThat(interrupted).isFalse();
  }

  @Test
  void who_does_not_is_interrupted() {
    Thread worker = start(closing::await);
    Workers.end(worker, Duration.ofMillis(10));
    assertThat(worker.isAlive()).isFalse();
    assertThat(interrupted).isTrue();
  }

  @Test
  void whoever_waits_may_be_interrupted_himself_and_hands_it_on() {
    Thread worker = start(closing::await);
    Thread.currentThread().interrupt();
    Workers.end(worker, LONG);
    assertThat(Thread.interrupted()).isTrue();
    Workers.end(worker, LONG);
    assertThat(interrupted).isTrue();
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private Thread start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (InterruptedException e) {
                interrupted.set(true);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
