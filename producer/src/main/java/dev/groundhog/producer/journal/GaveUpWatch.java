package dev.groundhog.producer.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the service manager's warnings for units that it will not start again. Runs {@code
 * journalctl --follow} on a thread of its own; when that ends, it is started again from the last
 * entry seen, which a file remembers over restarts of the agent. The first time it begins with what
 * is logged from now on.
 *
 * <p>The cursor moves only after the receiver has returned: a kill in between repeats an event,
 * whose id makes that harmless.
 */
public final class GaveUpWatch implements AutoCloseable {
  /** Takes what was seen to the spool. */
  @FunctionalInterface
  public interface Receiver {
    void gaveUp(GaveUp seen) throws IOException;
  }

  private static final Logger log = LoggerFactory.getLogger(GaveUpWatch.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** {@code s=…;i=…;b=…;m=…;t=…;x=…}, all in hex. Source: sd_journal_get_cursor(3). */
  private static final Pattern CURSOR = Pattern.compile("[a-z]=[0-9a-f]+(;[a-z]=[0-9a-f]+){1,20}");

  private final Path cursorFile;
  private final Receiver receiver;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Process child;

  private GaveUpWatch(Path cursorFile, Receiver receiver) {
    this.cursorFile = cursorFile;
    this.receiver = receiver;
    this.thread = new Thread(this::run, "journal");
    thread.setDaemon(true);
  }

  public static GaveUpWatch start(Path cursorFile, Receiver receiver) {
    GaveUpWatch watch = new GaveUpWatch(cursorFile, receiver);
    watch.thread.start();
    return watch;
  }

  private void run() {
    boolean working = true;
    try {
      do {
        boolean worked = follow();
        if (!worked && working) log.warn("the journal cannot be followed; trying again");
        if (worked && !working) log.info("the journal can be followed again");
        working = worked;
      } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until journalctl ends; whether it worked: it gave entries, or waited for some for a while. */
  private boolean follow() {
    long lines = 0;
    long began = System.nanoTime();
    try {
      if (cursor().isEmpty()) rememberNewest();
      Process process = ChildProcess.start(command());
      child = process;
      if (closed.getCount() == 0) process.destroyForcibly();
      try (var in =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          lines++;
          handle(line);
        }
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      log.debug("following the journal", e);
    }
    return lines > 0 || System.nanoTime() - began > PAUSE.toNanos();
  }

  /** So that nothing is missed between this agent and the next. */
  private void rememberNewest() throws IOException {
    String newest =
        ChildProcess.output(
                PAUSE, List.of("journalctl", "--quiet", "--no-pager", "--lines=1", "--output=json"))
            .orElse("");
    for (JournalEntry entry : JournalEntry.parseAll(newest)) {
      String cursor = entry.field("__CURSOR");
      if (cursor != null) remember(cursor);
    }
  }

  private List<String> command() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("journalctl", "--quiet", "--no-pager", "--follow", "--output=json"));
    Optional<String> cursor = cursor();
    if (cursor.isPresent()) {
      command.add("--no-tail");
      command.add("--after-cursor=" + cursor.get());
    } else {
      command.add("--lines=0");
    }
    // systemd logs the words that matter as a warning.
    command.addAll(List.of("_PID=1", "PRIORITY=4"));
    return command;
  }

  /**
   * How far it was read. What is no cursor (nothing, or zeros after a power cut) counts as none:
   * journalctl would refuse it each time, and nothing would ever be followed again.
   */
  private Optional<String> cursor() throws IOException {
    if (!Files.isReadable(cursorFile)) return Optional.empty();
    return Optional.of(Files.readString(cursorFile, StandardCharsets.ISO_8859_1).strip())
        .filter(GaveUpWatch::isCursor);
  }

  static boolean isCursor(String text) {
    return CURSOR.matcher(text).matches();
  }

  private void handle(String line) throws IOException {
    JournalEntry entry = JournalEntry.parse(line).orElse(null);
    if (entry == null) return;
    GaveUp seen = GaveUp.in(entry).orElse(null);
    if (seen != null) receiver.gaveUp(seen);
    String cursor = entry.field("__CURSOR");
    if (cursor != null) remember(cursor);
  }

  private void remember(String cursor) throws IOException {
    Path unfinished = cursorFile.resolveSibling(cursorFile.getFileName() + ".new");
    Files.writeString(unfinished, cursor);
    Files.move(unfinished, cursorFile, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() {
    closed.countDown();
    Process running = child;
    if (running != null) running.destroyForcibly();
  }
}
