package dev.groundhog.engine.signal;

import dev.groundhog.engine.cause.CauseKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One crash.
 *
 * @param id the event's identity
 * @param when by the broker's clock
 * @param exit how it died: {@code exit-code 3}, {@code signal SEGV}
 * @param cause what it looks like; null without a log
 * @param restarts automatic restarts so far, if known
 * @param labels the event's
 * @param lines the tail; empty where the same batch has one of the same cause already
 */
public record Crash(
    String id,
    Instant when,
    String exit,
    @Nullable CauseKey cause,
    @Nullable Integer restarts,
    Map<String, String> labels,
    List<String> lines) {
  public Crash {
    labels = new TreeMap<>(labels);
    lines = List.copyOf(lines);
  }

  /** The same without its tail. */
  public Crash withoutLines() {
    return new Crash(id, when, exit, cause, restarts, labels, List.of());
  }
}
