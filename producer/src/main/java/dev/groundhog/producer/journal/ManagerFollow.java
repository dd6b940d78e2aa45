package dev.groundhog.producer.journal;

import dev.groundhog.producer.process.BoundedLines;
import dev.groundhog.producer.process.ChildProcess;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
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
 * Follows what the service manager logs about units. Runs {@code journalctl --follow} on a thread
 * of its own; when that ends, it is started again from the last entry seen, which a file remembers
 * over restarts of the agent. The first time it begins with what is logged from now on.
 *
 * <p>The cursor moves only after the receiver has returned and lets it: a kill in between repeats
 * entries, and the events made of them have the same ids, which makes that harmless. It goes on
 * <em>at</em> the cursor and skips that one entry itself, because {@code --after-cursor} of systemd
 * 252 skips the first entry it finds also when that is another one: after the cursor's entry was
 * vacuumed away, or if it does not match the fields that are asked for (tried).
 */
public final class ManagerFollow implements AutoCloseable {
  /** Takes what was seen to the spool. */
  public interface Receiver {
    /**
     * @throws IOException if it could not be kept; it will be offered again
     */
    void take(JournalEntry entry) throws IOException;

    /** Whether the entries so far need not be seen again. */
    boolean isDone();
  }

  private static final Logger log = LoggerFactory.getLogger(ManagerFollow.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** While entries come in a rush, the cursor is written once for so many. */
  private static final int ENTRIES_A_CURSOR = 200;

  /** {@code s=…;i=…;b=…;m=…;t=…;x=…}, all in hex. Source: sd_journal_get_cursor(3). */
  private static final Pattern CURSOR = Pattern.compile("[a-z]=[0-9a-f]+(;[a-z]=[0-9a-f]+){1,20}");

  private final Path cursorFile;
  private final boolean whole;
  private final Receiver receiver;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Process child;

  private ManagerFollow(Path cursorFile, boolean whole, Receiver receiver) {
    this.cursorFile = cursorFile;
    this.whole = whole;
    this.receiver = receiver;
    this.thread = new Thread(this::run, "journal");
    thread.setDaemon(true);
  }

  /**
   * @param cursorFile where it is remembered how far was read
   * @param whole whether starts and stops are wanted too, not only that systemd gives up; most
   *     hosts log much more of them
   */
  public static ManagerFollow start(Path cursorFile, boolean whole, Receiver receiver) {
    ManagerFollow follow = new ManagerFollow(cursorFile, whole, receiver);
    follow.thread.start();
    return follow;
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
      String from = goOnAt();
      Process process = ChildProcess.start(command(from));
      child = process;
      if (closed.getCount() == 0) process.destroyForcibly();
      try (InputStream in = new BufferedInputStream(process.getInputStream(), 64 * 1024)) {
        var reader = new BoundedLines(in);
        for (String line = reader.next(); line != null; line = reader.next()) {
          lines++;
          boolean rush = in.available() > 0 && lines % ENTRIES_A_CURSOR != 0;
          handleOrSkip(line, from, rush);
        }
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      if (closed.getCount() > 0) log.debug("following the journal", e);
    }
    return lines > 0 || System.nanoTime() - began > PAUSE.toNanos();
  }

  /** A mistake of our own about one entry must not end the following of all others. */
  private void handleOrSkip(String line, String from, boolean rush) throws IOException {
    try {
      handle(line, from, rush);
    } catch (RuntimeException e) {
      log.error("an entry of the journal was skipped, by a mistake of our own", e);
    }
  }

  /** The cursor to go on at; empty on a host whose journal is empty. */
  private String goOnAt() throws IOException {
    Optional<String> remembered = cursor();
    String found = newest(remembered.map(c -> "--cursor=" + c)).orElse("");
    if (remembered.isEmpty()) {
      // So that nothing is missed between this agent and the next.
      if (!found.isEmpty()) remember(found);
      return found;
    }
    if (!found.isEmpty() && !found.equals(remembered.get())) {
      log.warn(
          "the journal no longer has the entry that was read last; going on with the oldest that it"
              + " has");
    }
    return remembered.get();
  }

  /** The cursor of the newest entry, or of the first from {@code place} on. */
  private static Optional<String> newest(Optional<String> place) {
    List<String> command =
        new ArrayList<>(
            List.of("journalctl", "--quiet", "--no-pager", "--lines=1", "--output=json"));
    command.add("--output-fields=_PID");
    place.ifPresent(command::add);
    return ChildProcess.output(PAUSE, command).stream()
        .flatMap(found -> JournalEntry.parseAll(found).stream())
        .map(entry -> entry.fields().getOrDefault("__CURSOR", ""))
        .filter(ManagerFollow::isCursor)
        .findFirst();
  }

  private List<String> command(String from) {
    List<String> command =
        new ArrayList<>(
            List.of("journalctl", "--quiet", "--no-pager", "--follow", "--output=json", "--all"));
    if (from.isEmpty()) command.add("--lines=0");
    else command.addAll(List.of("--no-tail", "--cursor=" + from));
    command.add(
        "--output-fields=MESSAGE,MESSAGE_ID,UNIT,INVOCATION_ID,UNIT_RESULT,EXIT_CODE,EXIT_STATUS");
    // systemd logs the start limit as a warning, without an id.
    command.addAll(List.of("_PID=1", "PRIORITY=4"));
    if (!whole) return command;
    // Version 239 logs the end of a process as a notice, without an id.
    command.addAll(List.of("PRIORITY=5", "+", "_PID=1"));
    for (String id : ManagerWord.BY_ID.keySet()) command.add("MESSAGE_ID=" + id);
    return command;
  }

  /**
   * How far it was read. What is no cursor (nothing, or zeros after a power cut) counts as none:
   * journalctl would refuse it each time, and nothing would ever be followed again.
   */
  private Optional<String> cursor() throws IOException {
    if (!Files.isReadable(cursorFile)) return Optional.empty();
    return Optional.of(Files.readString(cursorFile, StandardCharsets.ISO_8859_1).strip())
        .filter(ManagerFollow::isCursor);
  }

  static boolean isCursor(String text) {
    return CURSOR.matcher(text).matches();
  }

  private void handle(String line, String from, boolean rush) throws IOException {
    JournalEntry entry = JournalEntry.parse(line).orElse(null);
    String cursor = entry == null ? null : entry.field("__CURSOR");
    if (entry == null || cursor == null || cursor.equals(from)) return;
    receiver.take(entry);
    if (!rush && receiver.isDone()) remember(cursor);
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
