package dev.groundhog.producer.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a program of the host to its end or its deadline, whichever is first. */
public final class ChildProcess {
  private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);

  /** Properties of 64 units with long environments; more is not asked for at once. */
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  /** How reading a program's lines ended. */
  public enum Ending {
    /** It printed all it had and said that this went well. */
    ENDED,
    /** The reader had enough. */
    STOPPED,
    /** It is not there, or it failed. */
    FAILED,
    /** It was killed at its deadline. */
    LATE
  }

  private ChildProcess() {}

  /** What it printed, or nothing if it failed, is not there, or was killed at its deadline. */
  public static Optional<String> output(Duration deadline, List<String> command) {
    StringBuilder text = new StringBuilder();
    Ending ending =
        read(deadline, command, line -> text.append(line).append('\n').length() < MAX_BYTES);
    return ending == Ending.ENDED ? Optional.of(text.toString()) : Optional.empty();
  }

  /**
   * Hands over each line it prints, until {@code more} says no.
   *
   * <p>A line that is too long to be of use is handed over as an empty one.
   */
  public static Ending read(Duration deadline, List<String> command, Predicate<String> more) {
    try {
      Process process = start(command);
      Executor later =
          CompletableFuture.delayedExecutor(deadline.toMillis(), TimeUnit.MILLISECONDS);
      CompletableFuture<Void> killer = CompletableFuture.runAsync(process::destroyForcibly, later);
      try (InputStream in = process.getInputStream()) {
        var lines = new BoundedLines(in);
        for (String line = lines.next(); line != null; line = lines.next()) {
          if (!more.test(line)) return Ending.STOPPED;
        }
        if (process.waitFor() == 0) return Ending.ENDED;
        return killer.isDone() ? Ending.LATE : Ending.FAILED;
      } finally {
        killer.cancel(false);
        process.destroyForcibly();
      }
    } catch (IOException e) {
      log.debug("{}: {}", command.get(0), e.getMessage());
      return Ending.FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Ending.FAILED;
    }
  }

  /**
   * A child whose standard error nobody wants and whose words are in English.
   *
   * @throws IOException if the program is not there
   */
  public static Process start(List<String> command) throws IOException {
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
