package dev.groundhog.producer.agent;

import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.producer.spool.SpooledEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads some files of the backlog ahead of their turn, so that the journal is asked about them at
 * once. Changes neither their order nor what is done with each. Not thread-safe.
 */
final class LookAhead {
  private static final Logger log = LoggerFactory.getLogger(LookAhead.class);

  private final Function<Path, Optional<SpooledEvent>> read;
  private final Completion completion;
  private final Map<Path, SpooledEvent> ahead = new LinkedHashMap<>();

  /**
   * @param read reads one file; empty if it is no event, or cannot be read now
   */
  LookAhead(Function<Path, Optional<SpooledEvent>> read, Completion completion) {
    this.read = read;
    this.completion = completion;
  }

  /**
   * The event of a file whose turn it is.
   *
   * @param following the files whose turn comes next
   * @param most how many events, this one included, can be sent now
   */
  Optional<SpooledEvent> take(Path file, Iterable<Path> following, int most, HostTime now)
      throws InterruptedException {
    SpooledEvent known = ahead.remove(file);
    if (known != null) return Optional.of(known);
    ahead.clear();
    Optional<SpooledEvent> first = read.apply(file);
    if (first.isEmpty()) return first;
    List<SpooledEvent> events = new ArrayList<>(List.of(first.get()));
    for (Path next : following) {
      if (events.size() >= Math.min(most, Completion.BATCH)) break;
      read.apply(next)
          .ifPresent(
              event -> {
                events.add(event);
                ahead.put(next, event);
              });
    }
    try {
      completion.prepare(events, now);
    } catch (RuntimeException e) {
      log.debug("not prepared; each is asked about by itself", e);
    }
    return first;
  }

  /** The order may be another one next time. */
  void forget() {
    ahead.clear();
  }
}
