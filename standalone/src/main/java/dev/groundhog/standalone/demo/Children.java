package dev.groundhog.standalone.demo;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that the demo started, so that exactly those end with it, the newest first. May be
 * closed while another thread still starts one: that one ends too.
 */
final class Children implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Children.class);

  /** As long as the slowest of them promises to need. */
  private static final int END_WITHIN_S = 10;

  private final Deque<Process> running = new ArrayDeque<>();
  private boolean closed;

  Process start(ProcessBuilder builder) throws IOException {
    synchronized (running) {
      if (closed) throw new IOException("the demo is over");
      Process process = builder.start();
      running.push(process);
      return process;
    }
  }

  @Override
  public void close() {
    while (true) {
      Process process;
      synchronized (running) {
        closed = true;
        if (running.isEmpty()) return;
        process = running.pop();
      }
      end(process);
    }
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (process.waitFor(END_WITHIN_S, TimeUnit.SECONDS)) return;
      log.warn("process {} did not end within {} s", process.pid(), END_WITHIN_S);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
