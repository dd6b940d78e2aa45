package dev.groundhog.producer.agent;

import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.producer.spool.SpooledEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads some files of the backlog ahead of their turn, so that the disk and the journal are asked
 * about many at once, and about the next batches while the current one is sent. Changes neither
 * their order nor what is done with each. Not thread-safe.
 *
 * <pre>
 *   backlog   f1 f2 … f64 | f65 … f128 | f129 … f192 | f193 …
 *              prepared   |          coming           | not looked at
 * </pre>
 */
final class LookAhead {
  private static final Logger log = LoggerFactory.getLogger(LookAhead.class);

  /** Reads files, in their order; what is no event, or cannot be read now, is missing. */
  @FunctionalInterface
  interface Reader {
    Map<Path, SpooledEvent> read(List<Path> files) throws IOException;
  }

  /** With one alone the agent waited a third of its time for the journal. */
  private static final int BATCHES_AHEAD = 2;

  /** A batch whose turn comes next, and what the journal is being asked about it. */
  private record Coming(List<Path> files, Map<Path, SpooledEvent> events, Inquiries.Asked asked) {}

  private final Reader reader;
  private final Inquiries inquiries;
  private final HostClock clock;
  private final Map<Path, Optional<SpooledEvent>> prepared = new HashMap<>();
  private final Deque<Coming> coming = new ArrayDeque<>();

  LookAhead(Reader reader, Inquiries inquiries, HostClock clock) {
    this.reader = reader;
    this.inquiries = inquiries;
    this.clock = clock;
  }

  /**
   * The event of a file whose turn it is; empty if it is none, or cannot be read now.
   *
   * @param following the files whose turn comes next
   * @param most how many events, this one included, one batch has
   * @throws IOException if none can be read
   */
  Optional<SpooledEvent> take(Path file, Iterable<Path> following, int most)
      throws IOException, InterruptedException {
    Optional<SpooledEvent> known = prepared.remove(file);
    if (known != null) return known;
    prepared.clear();
    Coming batch = coming.poll();
    if (batch == null || !batch.files.get(0).equals(file)) {
      coming.clear();
      List<Path> files = batch(file, following.iterator(), most);
      batch = new Coming(files, reader.read(files), Inquiries.Asked.NOTHING);
    }
    prepare(batch);
    for (Path read : batch.files) {
      prepared.put(read, Optional.ofNullable(batch.events.get(read)));
    }
    if (most > 1) lookFurther(following.iterator(), most);
    prepared.remove(file);
    return Optional.ofNullable(batch.events.get(file));
  }

  private static List<Path> batch(Path first, Iterator<Path> next, int most) {
    List<Path> files = new ArrayList<>(List.of(first));
    while (files.size() < most && next.hasNext()) files.add(next.next());
    return files;
  }

  private void prepare(Coming batch) throws InterruptedException {
    try {
      inquiries.learn(batch.asked);
      inquiries.prepare(List.copyOf(batch.events.values()), clock.now());
    } catch (RuntimeException e) {
      log.debug("not prepared; each is asked about by itself", e);
    }
  }

  private void lookFurther(Iterator<Path> next, int most) throws IOException {
    int known = prepared.size() - 1 + coming.stream().mapToInt(batch -> batch.files.size()).sum();
    for (int i = 0; i < known && next.hasNext(); i++) next.next();
    while (coming.size() < BATCHES_AHEAD && next.hasNext()) {
      List<Path> files = batch(next.next(), next, most);
      Map<Path, SpooledEvent> events = reader.read(files);
      HostTime now = clock.now();
      coming.add(new Coming(files, events, inquiries.askAhead(List.copyOf(events.values()), now)));
    }
  }

  /** The order may be another one next time. */
  void forget() {
    prepared.clear();
    coming.clear();
  }
}
