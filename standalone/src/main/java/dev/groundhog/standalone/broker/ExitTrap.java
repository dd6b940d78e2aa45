package dev.groundhog.standalone.broker;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Kafka's server code from ending this process: where it would, {@link #fatal} completes
 * instead, and the thread that wanted to exit dies by an exception.
 *
 * <p>Kafka has one pair of procedures per process, so this is static, and stays installed.
 */
final class ExitTrap {
  private static final Logger log = LoggerFactory.getLogger(ExitTrap.class);
  private static volatile CompletableFuture<String> fatal = new CompletableFuture<>();

  private ExitTrap() {}

  /** Installs the trap, for the broker that starts now. */
  static CompletableFuture<String> install() {
    CompletableFuture<String> next = new CompletableFuture<>();
    fatal = next;
    Exit.setExitProcedure(ExitTrap::trap);
    Exit.setHaltProcedure(ExitTrap::trap);
    return next;
  }

  private static void trap(int status, @Nullable String message) {
    String why = message == null ? "Kafka's server code gave up (status " + status + ")" : message;
    if (fatal.complete(why)) log.error("the embedded broker failed: {}", why);
    throw new IllegalStateException(why);
  }
}
