package dev.groundhog.producer.agent;

import dev.groundhog.producer.process.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What systemd is told of this process: that it is ready, what it does, and that its loop does not
 * hang ({@code Type=notify}, {@code WatchdogSec=}). Where systemd does not listen, nothing is said.
 *
 * <p>The JDK has no datagram Unix sockets, so the program {@code systemd-notify} says it, with
 * {@code NotifyAccess=all}; one that is missing or hangs costs a log line and nothing else. "Ready"
 * is repeated with each beat, because systemd before 246 can miss the word of a program that has
 * ended already.
 *
 * <p>{@link #beat} may be called from any thread; all else happens on a thread of its own.
 */
final class ServiceManager implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ServiceManager.class);

  /** A program of a few ms. */
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private final @Nullable Duration watchdog;
  private final boolean listens;
  private final Supplier<String> status;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(ServiceManager::daemon);
  private volatile long lastBeat = System.nanoTime();
  private boolean complained;

  private ServiceManager(boolean listens, @Nullable Duration watchdog, Supplier<String> status) {
    this.listens = listens;
    this.watchdog = watchdog;
    this.status = status;
  }

  /**
   * @param environment {@code NOTIFY_SOCKET} and {@code WATCHDOG_USEC}. Source: sd_notify(3),
   *     sd_watchdog_enabled(3)
   * @param status one line that {@code systemctl status} shows
   */
  static ServiceManager of(Map<String, String> environment, Supplier<String> status) {
    String micros = environment.getOrDefault("WATCHDOG_USEC", "");
    Duration watchdog =
        micros.matches("[1-9][0-9]{0,14}") ? Duration.ofNanos(Long.parseLong(micros) * 1000) : null;
    return new ServiceManager(environment.containsKey("NOTIFY_SOCKET"), watchdog, status);
  }

  /** Says so, and goes on saying that it lives as long as the loop beats. */
  void ready() {
    if (!listens) return;
    long every = watchdog == null ? 60_000 : Math.max(1, watchdog.toMillis() / 4);
    var unused = timer.scheduleWithFixedDelay(this::tell, 0, every, TimeUnit.MILLISECONDS);
  }

  /** The loop goes round. */
  void beat() {
    lastBeat = System.nanoTime();
  }

  /** The orderly end begins. */
  void stopping() {
    timer.shutdownNow();
    if (listens) start(List.of("systemd-notify", "STOPPING=1"));
  }

  private void tell() {
    boolean hangs = watchdog != null && System.nanoTime() - lastBeat > watchdog.toNanos() / 2;
    if (hangs) {
      log.error("the agent's loop hangs; systemd is not told that it lives");
      return;
    }
    run(List.of("systemd-notify", "--ready", "--status=" + status.get(), "WATCHDOG=1"));
  }

  private void run(List<String> command) {
    Process process = start(command);
    if (process == null) return;
    try {
      boolean ended = process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) process.destroyForcibly();
      if (!ended || process.exitValue() != 0) complain("systemd-notify failed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable Process start(List<String> command) {
    try {
      return ChildProcess.start(command);
    } catch (IOException e) {
      complain(String.valueOf(e.getMessage()));
      return null;
    }
  }

  private void complain(String why) {
    if (!complained) log.warn("systemd cannot be told how the agent is: {}", why);
    complained = true;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "service-manager");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
