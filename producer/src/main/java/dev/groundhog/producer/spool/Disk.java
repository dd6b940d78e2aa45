package dev.groundhog.producer.spool;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The disk under the spool, as something that may stop answering: a thread that waits for a frozen
 * disk waits in the kernel, and neither an interrupt nor a SIGKILL ends that before the thaw.
 *
 * <p>So two threads of its own do what can hang, and nobody else touches the disk. One does the
 * work, one thing after the other, which also makes every step on the spool's files atomic to the
 * others. The other only probes, by a small write and an fsync, so that long work is not taken for
 * a frozen disk. While the probe hangs, whoever waits for work is told so and goes on.
 */
final class Disk implements AutoCloseable {
  /** How soon a waiting caller sees what the probe found. */
  private static final long LOOK_MILLIS = 100;

  private final Path dir;
  private final ExecutorService work = Executors.newSingleThreadExecutor(daemon("disk"));
  private final ExecutorService prober = Executors.newSingleThreadExecutor(daemon("disk-probe"));
  private volatile boolean silent;
  private @Nullable Future<DiskAnswer> hanging;

  /**
   * @param dir the directory that the probe writes to; must exist by then
   */
  Disk(Path dir) {
    this.dir = dir;
  }

  private static java.util.concurrent.ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Whether the last probe found that the disk does not answer. */
  boolean isSilent() {
    return silent;
  }

  /**
   * Does it on the disk's thread and waits, as long as the disk answers probes. Without anybody who
   * probes, that is for ever.
   *
   * @throws DiskSilentException if the disk does not answer; the work may still be done later, so
   *     it must be harmless then
   */
  <T extends @Nullable Object> T call(Callable<T> what) throws IOException {
    if (silent) throw new DiskSilentException();
    try {
      return await(work.submit(what));
    } catch (RejectedExecutionException e) {
      throw new IOException("the spool is closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while the disk was waited for");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException io) throw io;
      if (cause instanceof RuntimeException mistake) throw mistake;
      if (cause instanceof Error error) throw error;
      throw new IOException(cause);
    }
  }

  private <T extends @Nullable Object> T await(Future<T> done)
      throws DiskSilentException, ExecutionException, InterruptedException {
    while (true) {
      try {
        return done.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (!silent) continue;
        // What has not begun must not happen behind the back of a caller who was told no.
        done.cancel(false);
        throw new DiskSilentException();
      } catch (CancellationException e) {
        throw new DiskSilentException();
      }
    }
  }

  /**
   * Asks the disk for a small write and an fsync. One that hangs is waited for again by the next
   * call, so a thaw is seen within one call. Called by one thread at a time.
   *
   * @param limit how long the disk may take
   */
  synchronized DiskAnswer probe(Duration limit) throws InterruptedException {
    Future<DiskAnswer> probe = hanging != null ? hanging : prober.submit(this::writeSomething);
    hanging = probe;
    try {
      DiskAnswer answer = probe.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      hanging = null;
      silent = false;
      return answer;
    } catch (TimeoutException e) {
      silent = true;
      return DiskAnswer.silent(limit);
    } catch (ExecutionException e) {
      hanging = null;
      silent = false;
      return DiskAnswer.refuses(String.valueOf(e.getCause()));
    }
  }

  private DiskAnswer writeSomething() {
    try {
      if (!Files.isDirectory(dir)) Files.createDirectories(dir, SpoolFolder.PRIVATE);
      try (FileChannel file =
          FileChannel.open(
              dir.resolve(SpoolFolder.PROBE),
              SpoolFolder.options(
                  StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
              SpoolFolder.OWN_FILE)) {
        file.write(ByteBuffer.wrap(new byte[] {'.'}), 0);
        file.force(true);
      }
      return DiskAnswer.TAKES;
    } catch (IOException e) {
      return DiskAnswer.refuses(e.toString());
    }
  }

  @Override
  public void close() {
    work.shutdown();
    prober.shutdown();
  }
}
