package dev.groundhog.producer.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a program of the host to its end or its deadline, whichever is first. */
public final class ChildProcess {
  private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);

  /**
   * 64 lines of 48 KiB, journald's own {@code LineMax}, with their fields; more is not asked for.
   */
  private static final int MAX_BYTES = 8 * 1024 * 1024;

  private ChildProcess() {}

  /** What it printed, or nothing if it failed, is not there, or was killed at its deadline. */
  public static Optional<String> output(Duration deadline, List<String> command) {
    try {
      Process process = start(command);
      Executor later =
          CompletableFuture.delayedExecutor(deadline.toMillis(), TimeUnit.MILLISECONDS);
      CompletableFuture<Void> killer = CompletableFuture.runAsync(process::destroyForcibly, later);
      try {
        byte[] output = process.getInputStream().readNBytes(MAX_BYTES);
        process.getInputStream().close();
        boolean done = process.waitFor() == 0;
        return done ? Optional.of(new String(output, StandardCharsets.UTF_8)) : Optional.empty();
      } finally {
        killer.cancel(false);
        process.destroyForcibly();
      }
    } catch (IOException e) {
      log.debug("{}: {}", command.get(0), e.getMessage());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** A child whose standard error nobody wants and whose words are in English. */
  static Process start(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("SYSTEMD_PAGER", "");
    builder.environment().put("SYSTEMD_COLORS", "0");
    return builder.start();
  }
}
