package dev.groundhog.producer.spool;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Names of users, from wherever the host has them. That may be a directory server that is away, so
 * it is asked on a thread of its own and waited for a moment; the number is a name, too.
 */
final class UserNames implements AutoCloseable {
  private static final long WITHIN_MILLIS = 500;
  private static final int MOST_KNOWN = 1_000;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread asks = new Thread(task, "user-names");
            asks.setDaemon(true);
            return asks;
          });
  private final Map<Integer, String> known =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, String> eldest) {
          return size() > MOST_KNOWN;
        }
      };
  private @Nullable Future<?> asking;

  /** The owner's name, or the number where it has none or nobody says it in time. */
  String ownerOf(Path file, int uid) throws InterruptedException {
    String name = known.get(uid);
    if (name != null) return name;
    if (asking != null && !asking.isDone()) return Integer.toString(uid);
    Future<String> answer =
        thread.submit(() -> Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName());
    asking = answer;
    try {
      name = answer.get(WITHIN_MILLIS, TimeUnit.MILLISECONDS);
      known.put(uid, name);
      return name;
    } catch (ExecutionException | TimeoutException e) {
      return Integer.toString(uid);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
