package dev.groundhog.producer.agent;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Tells the agent at once that a file was added. Only a hint: an overflow counts as a change, and
 * the agent looks by itself now and then, because the directory is the truth.
 *
 * <p>A directory can come later than the agent, and can be removed and made again: the one above it
 * is watched for that.
 */
final class SpoolWatcher implements AutoCloseable {
  /** For when the one above it came later, too. */
  private static final long TRY_AGAIN_SECONDS = 5;

  private final WatchService service;
  private final List<Path> directories;
  private final Queue<Signal> inbox;
  private final Map<WatchKey, Path> watched = new HashMap<>();

  private SpoolWatcher(WatchService service, List<Path> directories, Queue<Signal> inbox) {
    this.service = service;
    this.directories = directories.stream().map(Path::toAbsolutePath).toList();
    this.inbox = inbox;
  }

  /**
   * @param directories to watch, whether they are there or not
   */
  static SpoolWatcher start(List<Path> directories, Queue<Signal> inbox) throws IOException {
    WatchService service = directories.get(0).getFileSystem().newWatchService();
    SpoolWatcher watcher = new SpoolWatcher(service, directories, inbox);
    watcher.watch();
    Thread thread = new Thread(watcher::run, "spool");
    thread.setDaemon(true);
    thread.start();
    return watcher;
  }

  /** Begins with those that are there now; watching one twice is watching it once. */
  private void watch() {
    for (Path directory : directories) {
      register(requireNonNull(directory.getParent()));
      register(directory);
    }
  }

  private void register(Path directory) {
    try {
      watched.put(directory.register(service, ENTRY_CREATE), directory);
    } catch (IOException e) {
      // It is not there; the agent looks by itself until then.
    }
  }

  private void run() {
    try {
      while (true) {
        WatchKey key = service.poll(TRY_AGAIN_SECONDS, TimeUnit.SECONDS);
        if (key == null) {
          if (watched.size() < 2 * directories.size()) watch();
          continue;
        }
        Path directory = watched.getOrDefault(key, directories.get(0));
        boolean ours = directories.contains(directory);
        boolean news = false;
        boolean made = false;
        for (WatchEvent<?> event : key.pollEvents()) {
          news |= ours && isNews(event);
          made |= !ours && isOneOfOurs(directory, event);
        }
        if (!key.reset()) watched.remove(key);
        if (made) watch();
        if (news || made) inbox.add(new Signal.SpoolChanged());
      }
    } catch (InterruptedException | ClosedWatchServiceException e) {
      // The agent ends.
    }
  }

  /** A dot file is unfinished; its rename is an event of its own. */
  private static boolean isNews(WatchEvent<?> event) {
    return !(event.context() instanceof Path name) || !name.toString().startsWith(".");
  }

  /** Without a name, events were lost: it may have been. */
  private boolean isOneOfOurs(Path parent, WatchEvent<?> event) {
    return !(event.context() instanceof Path name) || directories.contains(parent.resolve(name));
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      // Nothing waits for it any more.
    }
  }
}
